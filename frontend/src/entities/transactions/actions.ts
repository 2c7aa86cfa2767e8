import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { patch, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  BulkChanges,
  BulkEdited,
  BulkReviewed,
  BulkStaged,
  Category,
  ChangedTransaction,
  Decided,
  Deleted,
  RuleSaved,
  Transaction,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import { dropRows, putBack, refresh, replaceRow, rowsKey } from "./cache";
import { nameOf } from "./names";

export interface RowEdit {
  on?: string;
  description?: string;
  merchant_name?: string;
  notes?: string | null;
  is_excluded?: boolean;
}

/** What can be done with rows on more than one page. Each says what it did and can be taken back. */
export function useRowActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const failed = (error: unknown) => toastFailure(sentenceFor(error));

    return {
      async edit(row: Transaction, change: RowEdit, words: string) {
        replaceRow(client, { ...row, ...change } as Transaction);
        try {
          const edited = await patch<ChangedTransaction>(`/api/transactions/${row.id}`, change);
          replaceRow(client, edited.transaction);
          undo.done(words, edited.change_id);
          refresh(client, { rows: false });
        } catch (error) {
          replaceRow(client, row);
          failed(error);
        }
      },

      async removeOne(row: Transaction) {
        const before = await dropRows(client, new Set([row.id]));
        try {
          const { change_id } = await remove<Deleted>(`/api/transactions/${row.id}`);
          undo.done(`${nameOf(row)} deleted`, change_id);
          refresh(client, { rows: false });
          void client.invalidateQueries({ queryKey: rowsKey("all") });
        } catch (error) {
          putBack(client, before);
          failed(error);
        }
      },

      async removeMany(ids: readonly number[]) {
        const before = await dropRows(client, new Set(ids));
        try {
          const done = await post<Deleted>("/api/transactions/bulk-delete", { transaction_ids: ids });
          undo.done(`${count(done.count, "transaction")} deleted`, done.change_id);
          refresh(client, { rows: false });
          void client.invalidateQueries({ queryKey: rowsKey("all") });
        } catch (error) {
          putBack(client, before);
          failed(error);
        }
      },

      /** Changes the same fields of many rows in one step. */
      async editMany(ids: readonly number[], changes: BulkChanges): Promise<boolean> {
        try {
          const done = await post<BulkEdited>("/api/transactions/bulk-edit", {
            transaction_ids: ids,
            ...changes,
          });
          undo.done(`${count(done.count, "transaction")} edited`, done.change_id);
          refresh(client, { rows: true });
          return true;
        } catch (error) {
          failed(error);
          return false;
        }
      },

      /** Files a row under a category for good. Answers how many others of its merchant are filed elsewhere. */
      async settle(row: Transaction, category: Category): Promise<Decided | null> {
        try {
          const done = await post<Decided>(`/api/transactions/${row.id}/review`, {
            category_short_desc: category.short_desc,
          });
          replaceRow(client, done.transaction);
          refresh(client, { rows: false });
          return done;
        } catch (error) {
          failed(error);
          return null;
        }
      },

      /**
       * Gives many rows one category; those that wait are staged, the others are settled. With `always` the merchant
       * of that row gets the category from now on, by a rule. All of it is undone in one step.
       */
      async recategorise(
        rows: readonly Pick<Transaction, "id" | "status">[],
        category: Category,
        always: Transaction | null = null,
      ) {
        const waiting = rows.filter(
          (row) => row.status === "pending_review" || row.status === "pending_save",
        );
        const filed = rows.filter((row) => !waiting.includes(row));
        const body = (some: typeof rows) => ({
          transaction_ids: some.map((row) => row.id),
          action: "change",
          category_short_desc: category.short_desc,
        });
        const words: string[] = [];
        const changes: (number | null)[] = [];
        try {
          if (waiting.length) {
            const done = await post<BulkStaged>("/api/transactions/bulk-stage", body(waiting));
            words.push(`${count(done.staged, "transaction")} staged as ${category.display_name}`);
            changes.push(done.change_id);
          }
          if (filed.length) {
            const done = await post<BulkReviewed>("/api/transactions/bulk-review", body(filed));
            words.push(`${count(done.updated, "transaction")} moved to ${category.display_name}`);
            changes.push(done.change_id);
          }
          if (always) {
            const made = await post<RuleSaved>("/api/rules/from-correction", {
              transaction_id: always.id,
              category_short_desc: category.short_desc,
            });
            words.push(`${nameOf(always)} always goes to ${category.display_name}`);
            changes.push(made.change_id);
          }
        } catch (error) {
          failed(error);
        }
        if (words.length)
          undo.done(
            words.join(", "),
            changes.filter((id) => id !== null),
          );
        refresh(client, { rows: true });
      },
    };
  }, [client, undo]);
}
