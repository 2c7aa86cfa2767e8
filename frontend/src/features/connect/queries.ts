import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { BankLink, SyncAnswer } from "@/api/types";
import { watchSyncs } from "@/entities/banks/progress";
import type { ProviderName } from "@/entities/banks/queries";
import type { Choice } from "./model";

const POLL_MS = 3_000;
const linkKey = (id: number) => ["banks", "link", id];

/** How far a link is; asked every 3 seconds while the person is on the bank's page. */
export function useLink(id: number | null) {
  return useQuery({
    queryKey: linkKey(id ?? 0),
    queryFn: ({ signal }) => get<BankLink>(`/api/connections/links/${id}`, { signal }),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.status === "waiting" ? POLL_MS : false),
    // The person is on the bank's page in another window meanwhile.
    refetchIntervalInBackground: true,
  });
}

export interface LinkStart {
  provider: ProviderName;
  days?: number;
  account_id?: number | null;
  setup_token?: string;
}

/** Begins a link: to a new bank, to sign in again at a connected one, or to choose its accounts again. */
export function useStartLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: LinkStart | { repair: number } | { choose: number }) => {
      if ("repair" in wanted) return post<BankLink>(`/api/connections/${wanted.repair}/repair`, {});
      if ("choose" in wanted) return post<BankLink>(`/api/connections/${wanted.choose}/accounts`);
      return post<BankLink>("/api/connections/links", wanted);
    },
    onSuccess: (link) => client.setQueryData(linkKey(link.id), link),
  });
}

export function useCancelLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => post<BankLink>(`/api/connections/links/${id}/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: ["banks"] }),
  });
}

/** Connects the accounts as chosen; the first sync starts with it. */
export function useChooseAccounts(linkId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choices: readonly Choice[]) =>
      post<components["schemas"]["Chosen"]>(`/api/connections/links/${linkId}/accounts`, { choices }),
    onSuccess: async () => {
      watchSyncs(client);
      await client.invalidateQueries();
    },
  });
}

export function useSyncAgain(connectionId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<SyncAnswer>(`/api/connections/${connectionId}/sync`),
    onSuccess: () => watchSyncs(client),
  });
}
