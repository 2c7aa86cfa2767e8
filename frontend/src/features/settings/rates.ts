/** Requests of the panel of exchange rates. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, remove, upload } from "@/api/client";
import type { ExchangeRate, RatesState } from "@/api/types";
import { count } from "@/kit/words";

const KEY = ["exchange-rates"];

/** The rates there are; asked for again each second while they are being fetched. */
export function useRates() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<RatesState>("/api/exchange-rates", { signal }),
    refetchInterval: ({ state }) => (state.data?.is_fetching ? 1000 : false),
  });
}

export type NewRate = Pick<ExchangeRate, "base_currency" | "currency" | "on" | "rate">;

export function useSetRate() {
  return useRatesMutation((rate: NewRate) =>
    post<{ rate: ExchangeRate; change_id: number | null }>("/api/exchange-rates", rate),
  );
}

export function useRemoveRate() {
  return useRatesMutation((id: number) => remove<{ change_id: number | null }>(`/api/exchange-rates/${id}`));
}

export function useFetchRates() {
  return useRatesMutation(() => post("/api/exchange-rates/fetch"));
}

export interface LoadedRates {
  added: number;
  unchanged: number;
  currencies: string[];
  problems: string[];
}

export function useLoadRates() {
  return useRatesMutation((file: File) => {
    const form = new FormData();
    form.set("file", file);
    return upload<LoadedRates>("/api/exchange-rates/file", form);
  });
}

/** What a file brought, in one sentence. */
export function loadedWords({ added, unchanged, currencies, problems }: LoadedRates): string {
  const unread = problems.length ? ` ${count(problems.length, "line")} not read. ${problems[0]}` : "";
  if (!added && !unchanged) return `No rates of your currencies in this file.${unread}`;
  const of = currencies.length ? ` of ${currencies.join(", ")}` : "";
  return `${count(added, "rate")}${of} added, ${unchanged.toLocaleString()} already there.${unread}`;
}

function useRatesMutation<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries() });
}
