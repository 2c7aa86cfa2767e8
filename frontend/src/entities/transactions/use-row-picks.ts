import type { Transaction } from "@/api/types";
import { formatCount } from "@/kit/words";
import { toastNote } from "@/ui/toast";
import { usePicks } from "@/ui/use-picks";

/** More than this would make one request too large to undo at a glance. */
export const SELECT_AT_MOST = 5000;

/** The current row and the selection; what lies between two rows is loaded before it is selected. */
export function useRowPicks(
  keys: readonly (number | undefined)[],
  list: string,
  loadRange: (first: number, last: number) => Promise<Transaction[]>,
) {
  const picks = usePicks(keys, list);
  const select = async (first: number, last: number) => {
    if (last - first >= SELECT_AT_MOST)
      return toastNote(`At most ${formatCount(SELECT_AT_MOST)} transactions can be selected at once.`);
    picks.selectMany((await loadRange(first, last)).map((row) => row.id));
  };
  return {
    ...picks,
    selectAll: () => void select(0, Math.min(keys.length, SELECT_AT_MOST) - 1),
    /** Selects from where the selection began to this row. */
    selectTo: (id: number) => {
      const to = keys.indexOf(id);
      const from = picks.anchor === null ? to : keys.indexOf(picks.anchor);
      void select(Math.min(from, to), Math.max(from, to));
    },
  };
}
