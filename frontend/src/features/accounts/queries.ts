import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, put, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { Account, AccountGroup, AccountsOverview, DeletedAccount } from "@/api/types";
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

export function useGroups() {
  return useQuery({
    queryKey: ["accounts", "groups"],
    queryFn: ({ signal }) => get<AccountGroup[]>("/api/account-groups", { signal }),
    staleTime: 60_000,
  });
}

export type InvestmentAccount = components["schemas"]["InvestmentAccountOut"];

/** The accounts of Investments, which are kept apart from transactions. */
export function useInvestmentAccounts() {
  return useQuery({
    queryKey: ["investments", "accounts", "list"],
    queryFn: ({ signal }) => get<{ accounts: InvestmentAccount[] }>("/api/investments/accounts", { signal }),
    select: ({ accounts }) => accounts,
  });
}

interface ChangedGroup {
  change_id: number | null;
}

/** Puts an account into a group by its id, into a new one by its name, or into none. */
export function useMoveToGroup(account: Account) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (group: number | { name: string } | null): Promise<ChangedGroup> =>
      group !== null && typeof group === "object"
        ? post<ChangedGroup>("/api/account-groups", { ...group, account_ids: [account.id] })
        : patch<ChangedGroup>(`/api/accounts/${account.id}`, { group_id: group }),
    onSuccess: ({ change_id }) => {
      undo.done(`${account.name} moved`, change_id);
      return client.invalidateQueries();
    },
  });
}

/** The order of groups, and deleting one. */
export function useGroupActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const attempt = async (words: string, run: () => Promise<ChangedGroup>) => {
      try {
        undo.done(words, (await run()).change_id);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      order: (ids: readonly number[]) =>
        attempt("Groups reordered", () => put<ChangedGroup>("/api/account-groups/order", { ids })),
      rename: (group: AccountGroup, name: string) =>
        attempt(`Group ${group.name} renamed`, () =>
          patch<ChangedGroup>(`/api/account-groups/${group.id}`, { name }),
        ),
      remove: (group: AccountGroup) =>
        attempt(`Group ${group.name} deleted`, () => remove<ChangedGroup>(`/api/account-groups/${group.id}`)),
    };
  }, [client, undo]);
}

export type GroupActions = ReturnType<typeof useGroupActions>;

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
      order: (ids: readonly number[]) =>
        attempt(async () => {
          const { change_id } = await put<ChangedGroup>("/api/accounts/order", { ids });
          undo.done("Accounts reordered", change_id);
        }),
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
