import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { Account, AccountsOverview, DeletedAccount } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type { MonthCount } from "./model";

type Changed = components["schemas"]["ChangedAccount"];
type Removed = components["schemas"]["AccountDeleted"];
type Restored = components["schemas"]["AccountRestored"];

/** Accounts that were deleted; each can still be brought back. */
export function useDeletedAccounts() {
  return useQuery({
    queryKey: ["accounts", "deleted"],
    queryFn: ({ signal }) => get<DeletedAccount[]>("/api/accounts/deleted", { signal }),
    staleTime: 60_000,
  });
}

/** What all accounts hold together, and whether their stated balances add up. */
export function useOverview() {
  return useQuery({
    queryKey: ["accounts", "overview"],
    queryFn: ({ signal }) => get<AccountsOverview>("/api/accounts/overview", { signal }),
  });
}

export function useCoverage(account: Account) {
  return useQuery({
    queryKey: ["coverage", account.id, account.transaction_count],
    queryFn: ({ signal }) => get<MonthCount[]>(`/api/accounts/${account.id}/coverage`, { signal }),
    staleTime: 60_000,
    enabled: account.transaction_count > 0,
  });
}

/** Keeps the form: a new account, or the changes of one. */
export function useKeepAccount(account: Account | null) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (fields: Record<string, unknown>): Promise<Account & { change_id?: number | null }> =>
      account
        ? patch<Changed>(`/api/accounts/${account.id}`, fields)
        : post<Account>("/api/accounts", fields),
    onSuccess: (kept) => {
      undo.done(account ? `${kept.name} changed` : `${kept.name} added`, kept.change_id ?? null);
      return client.invalidateQueries();
    },
  });
}

/** What can be done with an account from its row. */
export function useAccountActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const attempt = async (run: () => Promise<void>) => {
      try {
        await run();
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    const restore = (account: Pick<Account, "id" | "name">) =>
      attempt(async () => {
        const back = await post<Restored>(`/api/accounts/${account.id}/restore`);
        toast(`${account.name} restored with ${count(back.restored_transactions, "transaction")}`);
      });
    return {
      restore,
      change: (account: Account, fields: Partial<Account>, words: string) =>
        attempt(async () => {
          const { change_id } = await patch<Changed>(`/api/accounts/${account.id}`, fields);
          undo.done(words, change_id);
        }),
      remove: (account: Account) =>
        attempt(async () => {
          const done = await remove<Removed>(`/api/accounts/${account.id}`);
          toast(`${account.name} deleted with ${count(done.deleted_transactions, "transaction")}`, [
            { label: "Undo", run: () => void restore(account) },
          ]);
        }),
    };
  }, [client, undo]);
}

export type AccountActions = ReturnType<typeof useAccountActions>;
