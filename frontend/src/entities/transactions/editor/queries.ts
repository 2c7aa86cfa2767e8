import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, put, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  ChangedTransaction,
  EarlierSplit,
  Refunds,
  RowChange,
  TagCount,
  Transaction,
  Transfer,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { toastFailure } from "@/ui/toast";
import { refresh, replaceRow } from "../cache";
import { nameOf } from "../names";
import type { Fields } from "./draft";

const base = (id: number) => `/api/transactions/${id}`;

export function useTransfer(id: number, isOn: boolean) {
  return useQuery({
    queryKey: ["transfer", id],
    queryFn: ({ signal }) => get<Transfer>(`${base(id)}/transfer`, { signal }),
    enabled: isOn,
  });
}

export function useRefunds(id: number) {
  return useQuery({
    queryKey: ["refunds", id],
    queryFn: ({ signal }) => get<Refunds>(`${base(id)}/refunds`, { signal }),
  });
}

export function useRowChanges(id: number) {
  return useQuery({
    queryKey: ["row-changes", id],
    queryFn: ({ signal }) => get<RowChange[]>(`${base(id)}/changes`, { signal }),
  });
}

export function useTags() {
  return useQuery({
    queryKey: ["tags"],
    queryFn: ({ signal }) => get<TagCount[]>("/api/transactions/tags", { signal }),
  });
}

export function fetchEarlierSplit(id: number): Promise<EarlierSplit | null> {
  return get<EarlierSplit | null>(`${base(id)}/earlier-split`);
}

/** Saves an edit; the caller handles a refusal. */
export function useSaveEdit(row: Transaction) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ changes, seen }: { changes: Fields; seen: Fields }) =>
      patch<ChangedTransaction>(base(row.id), { ...changes, seen }),
    onSuccess: ({ transaction, change_id }) => {
      replaceRow(client, transaction);
      undo.done(`${nameOf(transaction)} saved`, change_id);
      refresh(client, { rows: false });
    },
  });
}

/** Adds a transaction like this one. */
export function useDuplicate(row: Transaction) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: () => post<ChangedTransaction>(`${base(row.id)}/duplicate`),
    onSuccess: ({ transaction, change_id }) => {
      undo.done(`${nameOf(transaction)} duplicated`, change_id);
      refresh(client, { rows: true });
    },
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

/** Links and unlinks; the other side changes too, so the lists are asked again. */
export function useLinks(row: Transaction) {
  const client = useQueryClient();
  const undo = useUndo();
  const run = async (words: string, request: Promise<ChangedTransaction>) => {
    try {
      const { transaction, change_id } = await request;
      replaceRow(client, transaction);
      undo.done(words, change_id);
      refresh(client, { rows: true });
      return true;
    } catch (error) {
      toastFailure(sentenceFor(error));
      return false;
    }
  };
  return {
    linkTransfer: (otherId: number | null) =>
      run("Linked as a transfer", put(`${base(row.id)}/transfer`, { other_id: otherId })),
    unlinkTransfer: () => run("Transfer unlinked", remove(`${base(row.id)}/transfer`)),
    setRefund: (paysBack: readonly { purchase_id: number; amount_minor: number }[], countsIn: string) =>
      run(
        paysBack.length ? "Refund linked" : "Refund unlinked",
        put(`${base(row.id)}/refunds`, { pays_back: paysBack, counts_in: countsIn }),
      ),
  };
}
