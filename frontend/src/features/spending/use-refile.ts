import type { Category, Transaction } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { useRowActions } from "@/entities/transactions/actions";
import { nameOf } from "@/entities/transactions/names";
import { fetchSimilar } from "@/entities/transactions/queries";
import type { SimilarOffer } from "@/entities/transactions/similar-dialog";

/** Files a row elsewhere, says so, and offers the others of its merchant. */
export function useRefile(onOffer: (offer: SimilarOffer) => void) {
  const actions = useRowActions();
  const undo = useUndo();
  return async (row: Transaction, category: Category) => {
    const done = await actions.settle(row, category);
    if (!done) return;
    const similar = done.similar_total > 0 ? await fetchSimilar(row.id).catch(() => null) : null;
    const offer = similar?.total ? { row, category, similar } : null;
    const also = offer && { label: `Also ${offer.similar.total} more…`, run: () => onOffer(offer) };
    undo.done(`${nameOf(row)} moved to ${category.display_name}`, done.change_id, also ? [also] : []);
  };
}
