import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { BankConnection, SyncAnswer, SyncDetail, SyncState } from "@/api/types";
import { formatNet } from "@/kit/money";
import { toast, toastFailure, toastNote } from "@/ui/toast";
import { watchSyncs } from "./progress";
import { changeWords } from "./sync-words";

/** How many banks are connected, when they were last read, and what runs now. */
export function useSyncState() {
  return useQuery({
    queryKey: ["banks", "state"],
    queryFn: ({ signal }) => get<SyncState>("/api/sync", { signal }),
    refetchInterval: 30_000,
  });
}

export function useConnections() {
  return useQuery({
    queryKey: ["banks", "connections"],
    queryFn: ({ signal }) => get<BankConnection[]>("/api/connections", { signal }),
  });
}

/** One sync with what became of each of its rows. */
export function useSync(id: number | null) {
  return useQuery({
    queryKey: ["banks", "sync", id],
    queryFn: ({ signal }) => get<SyncDetail>(`/api/accounts/sync-history/${id}`, { signal }),
    enabled: id !== null,
  });
}

/** Starts and stops syncs, and disconnects banks. Each says in a toast what came of it. */
export function useBankActions() {
  const client = useQueryClient();
  return useMemo(() => {
    const attempt = async (run: () => Promise<void>) => {
      try {
        await run();
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
    };
    const start = (path: string) =>
      attempt(async () => {
        const answer = await post<SyncAnswer>(path);
        if (answer.status === "started") watchSyncs(client, { isAnnounced: true });
        else toastNote(answer.message);
        await client.invalidateQueries({ queryKey: ["banks"] });
      });
    return {
      syncAll: () => start("/api/sync/now"),
      syncOne: (connectionId: number) => start(`/api/connections/${connectionId}/sync`),
      cancel: (connectionIds?: readonly number[]) =>
        attempt(async () => {
          await post("/api/sync/cancel", { connection_ids: connectionIds ?? null });
        }),
      /** Asks the bank itself what an account holds now. */
      refreshBalance: (accountId: number, name: string) =>
        attempt(async () => {
          const held = await post<components["schemas"]["Balances"]>(`/api/accounts/${accountId}/balances`);
          const words =
            held.current_minor === null ? "no balance" : formatNet(held.current_minor, held.currency);
          toast(`The bank says that ${name} holds ${words}.`);
          await client.invalidateQueries();
        }),
      /** Forgets how far a bank was read; what is here is known by its ids and not added twice. */
      fetchAgain: (accountId: number, name: string) =>
        attempt(async () => {
          toastNote(`Fetching everything of ${name} again…`);
          const counts = await post<components["schemas"]["CursorReset"]>(
            `/api/accounts/${accountId}/reset-cursor`,
          );
          toast(`${name} was fetched again: ${changeWords({ ...counts, unreadable: 0 })}.`);
          await client.invalidateQueries();
        }),
      disconnect: ({ id, name }: Pick<BankConnection, "id" | "name">) =>
        attempt(async () => {
          const { message } = await remove<components["schemas"]["Disconnected"]>(`/api/connections/${id}`);
          toast(`${name} is disconnected. ${message}`);
          await client.invalidateQueries();
        }),
    };
  }, [client]);
}

export type BankActions = ReturnType<typeof useBankActions>;

export type ProviderName = "plaid" | "simplefin";

/** Asks a provider whether the keys of Settings work. */
export function useTestKeys(provider: ProviderName) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<components["schemas"]["ProviderTested"]>("/api/connections/test", { provider }),
    // Connections that waited for the keys are tried again.
    onSuccess: () => client.invalidateQueries({ queryKey: ["banks"] }),
  });
}
