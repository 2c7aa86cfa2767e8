import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  BulkReviewed,
  BulkStaged,
  Category,
  Decided,
  PredictionsCleared,
  Reverted,
  SureAccepted,
  Transaction,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { dropRows, putBack, refresh, rowsKey } from "@/entities/transactions/cache";
import { nameOf } from "@/entities/transactions/names";
import { fetchSimilar } from "@/entities/transactions/queries";
import type { SimilarOffer } from "@/entities/transactions/similar-dialog";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import { acceptable, type Tab } from "./model";

/** The acts of Review. Rows leave the list at once and come back if the backend refuses. */
export function useStaging(onOffer: (offer: SimilarOffer) => void) {
  const client = useQueryClient();
  const undo = useUndo();

  return useMemo(() => {
    /** Rows leave the list, the request goes out, the toast says what happened. */
    async function leaving<T>(
      list: Tab,
      rows: readonly Transaction[],
      request: () => Promise<T>,
    ): Promise<T | null> {
      const before = await dropRows(client, new Set(rows.map((row) => row.id)), list);
      try {
        const answer = await request();
        refresh(client, { rows: false });
        // The other tab may have been opened meanwhile, and then shows what was before.
        void client.invalidateQueries({ queryKey: rowsKey(list === "pending" ? "staged" : "pending") });
        return answer;
      } catch (error) {
        putBack(client, before);
        toastFailure(sentenceFor(error));
        return null;
      }
    }

    async function whole<T extends { change_id: number | null }>(
      request: () => Promise<T>,
      words: (answer: T) => string,
    ) {
      try {
        const answer = await request();
        undo.done(words(answer), answer.change_id);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      refresh(client, { rows: true });
    }

    /** Says it is done; when it corrects the guess, offers the other rows of the same merchant. */
    async function describeChoice(row: Transaction, category: Category, changeId: number | null) {
      const isCorrection = row.predicted_category_id !== category.id;
      const similar = isCorrection ? await fetchSimilar(row.id).catch(() => null) : null;
      const words = `${nameOf(row)} staged as ${category.display_name}`;
      if (!similar?.total) return undo.done(words, changeId);
      const run = () => onOffer({ row, category, similar });
      undo.done(words, changeId, [{ label: `Also ${similar.total} more…`, run }]);
    }

    return {
      async accept(rows: readonly Transaction[]) {
        const going = acceptable(rows);
        const [first] = going;
        if (!first) return;
        if (going.length === 1) {
          const done = await leaving("pending", going, () =>
            post<Decided>(`/api/transactions/${first.id}/stage`, {
              category_short_desc: first.predicted_category_short_desc,
            }),
          );
          if (done) undo.done(`${nameOf(first)} staged as ${first.predicted_category_name}`, done.change_id);
          return;
        }
        const ids = going.map((row) => row.id);
        const done = await leaving("pending", going, () =>
          post<BulkStaged>("/api/transactions/bulk-stage", { transaction_ids: ids, action: "confirm" }),
        );
        if (done) undo.done(`${count(done.staged, "transaction")} staged`, done.change_id);
      },

      async choose(tab: Tab, rows: readonly Transaction[], category: Category) {
        const [first] = rows;
        if (!first) return;
        const key = category.short_desc;
        if (rows.length === 1) {
          const request = () =>
            post<Decided>(`/api/transactions/${first.id}/stage`, { category_short_desc: key });
          const done = await (tab === "pending" ? leaving(tab, rows, request) : leaving(tab, [], request));
          if (tab === "staged") refresh(client, { rows: true });
          if (done) await describeChoice(first, category, done.change_id);
          return;
        }
        const done = await leaving(tab, tab === "pending" ? rows : [], () =>
          post<BulkStaged>("/api/transactions/bulk-stage", {
            transaction_ids: rows.map((row) => row.id),
            action: "change",
            category_short_desc: key,
          }),
        );
        if (tab === "staged") refresh(client, { rows: true });
        if (done)
          undo.done(
            `${count(done.staged, "transaction")} staged as ${category.display_name}`,
            done.change_id,
          );
      },

      async kickBack(rows: readonly Transaction[]) {
        const done = await leaving("staged", rows, async () => {
          const changes: number[] = [];
          for (const row of rows) {
            const { change_id } = await post<Decided>(`/api/transactions/${row.id}/kick-back`);
            if (change_id !== null) changes.push(change_id);
          }
          return changes;
        });
        if (done)
          undo.done(
            rows[1]
              ? `${count(rows.length, "transaction")} sent back`
              : `${rows[0] ? nameOf(rows[0]) : ""} sent back`,
            done,
          );
      },

      async confirm(rows: readonly Transaction[]) {
        const done = await leaving("staged", rows, () =>
          post<BulkReviewed>("/api/transactions/bulk-review", {
            transaction_ids: rows.map((row) => row.id),
            action: "confirm",
          }),
        );
        if (done) undo.done(`${count(done.updated, "transaction")} confirmed`, done.change_id);
      },

      acceptSure: () =>
        whole(
          () => post<SureAccepted>("/api/transactions/accept-sure", {}),
          (done) => `${count(done.staged, "sure transaction")} staged`,
        ),
      revertAll: () =>
        whole(
          () => post<Reverted>("/api/transactions/staged/revert-all"),
          (done) => `${count(done.reverted, "transaction")} sent back to review`,
        ),
      clearPredictions: () =>
        whole(
          () => post<PredictionsCleared>("/api/transactions/clear-predictions"),
          (done) => `${count(done.cleared, "prediction")} cleared`,
        ),
    };
  }, [client, undo, onOffer]);
}

export type Staging = ReturnType<typeof useStaging>;
