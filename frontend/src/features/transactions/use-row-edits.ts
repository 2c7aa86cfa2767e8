import type { Category, Transaction } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { useRowActions } from "@/entities/transactions/actions";
import { nameOf } from "@/entities/transactions/names";
import { fetchSimilar } from "@/entities/transactions/queries";
import type { SimilarOffer } from "@/entities/transactions/similar-dialog";

/** The corrections one makes in the ledger, each with its words. */
export function useRowEdits(onOffer: (offer: SimilarOffer) => void) {
  const { edit, settle } = useRowActions();
  const undo = useUndo();
  return {
    /** Files the row; when others of its merchant are filed elsewhere, offers to move them too. */
    async choose(row: Transaction, category: Category) {
      const done = await settle(row, category);
      if (!done) return;
      const similar = done.similar_total > 0 ? await fetchSimilar(row.id).catch(() => null) : null;
      const words = `${nameOf(row)} moved to ${category.display_name}`;
      if (!similar?.total) return undo.done(words, done.change_id);
      const run = () => onOffer({ row, category, similar });
      undo.done(words, done.change_id, [{ label: `Also ${similar.total} more…`, run }]);
    },
    rename(row: Transaction, text: string) {
      if (text) void edit(row, { merchant_name: text }, `${nameOf(row)} is now ${text}`);
    },
    note(row: Transaction, text: string) {
      const words = text ? `Note saved on ${nameOf(row)}` : `Note removed from ${nameOf(row)}`;
      void edit(row, { notes: text || null }, words);
    },
    exclude(row: Transaction) {
      const words = row.is_excluded
        ? `${nameOf(row)} is included in totals again`
        : `${nameOf(row)} excluded from totals`;
      void edit(row, { is_excluded: !row.is_excluded }, words);
    },
  };
}
