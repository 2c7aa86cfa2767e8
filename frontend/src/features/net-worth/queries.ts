/** Requests of the page of net worth. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, remove } from "@/api/client";
import type {
  ManualAsset,
  ManualAssetChanges,
  NetWorth,
  NetWorthDrivers,
  NetWorthHistory,
  NewManualAsset,
} from "@/api/types";

const KEY = "net-worth";

/** What the page is narrowed to, such as `group:cash` or `item:account:3`; null is everything. */
export type Only = string | null;

export function useNetWorth(only: Only) {
  return useQuery({
    queryKey: [KEY, "now", only],
    queryFn: ({ signal }) => get<NetWorth>("/api/net-worth", { params: { only }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useHistory(since: string | null, only: Only) {
  return useQuery({
    queryKey: [KEY, "history", since, only],
    queryFn: ({ signal }) =>
      get<NetWorthHistory>("/api/net-worth/history", { params: { since, only }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useDrivers(from_on: string, only: Only) {
  return useQuery({
    queryKey: [KEY, "drivers", from_on, only],
    queryFn: ({ signal }) =>
      get<NetWorthDrivers>("/api/net-worth/drivers", { params: { from_on, only }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useManualAssets() {
  return useQuery({
    queryKey: [KEY, "assets"],
    queryFn: ({ signal }) => get<ManualAsset[]>("/api/net-worth/assets", { signal }),
  });
}

export interface SavedAsset {
  asset: ManualAsset;
  change_id: number | null;
}

/** Adds a thing, or changes the one that is given. */
export function useKeepAsset(asset: ManualAsset | null) {
  return useWrite((fields: NewManualAsset | ManualAssetChanges) =>
    asset
      ? patch<SavedAsset>(`/api/net-worth/assets/${asset.id}`, fields)
      : post<SavedAsset>("/api/net-worth/assets", fields),
  );
}

export interface NewValue {
  on: string;
  value_minor: number;
  origin: string | null;
}

export function useSetValue(assetId: number) {
  return useWrite((value: NewValue) =>
    post<SavedAsset>(`/api/net-worth/assets/${assetId}/valuations`, value),
  );
}

export function useRemoveAsset() {
  return useWrite((id: number) => remove<{ change_id: number | null }>(`/api/net-worth/assets/${id}`));
}

export function useRemoveValue() {
  return useWrite((id: number) => remove<{ change_id: number | null }>(`/api/net-worth/valuations/${id}`));
}

function useWrite<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries() });
}
