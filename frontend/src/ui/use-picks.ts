import { useMemo, useState } from "react";
import * as selection from "@/kit/selection";

/** The current row and the selection of a list, kept right while the list changes. Another list begins anew. */
export function usePicks<K>(keys: readonly (K | undefined)[], list = "") {
  const [stored, setStored] = useState<selection.Picks<K>>(selection.noPicks);
  const [of, setOf] = useState(list);
  const begun = of === list ? stored : selection.noPicks<K>();
  const picks = useMemo(() => selection.settle(begun, keys), [begun, keys]);
  if (of !== list) setOf(list);
  if (picks !== stored) setStored(picks);

  return useMemo(
    () => ({
      current: picks.current,
      /** The position of the current row, also while that row is being loaded. */
      position: picks.at,
      anchor: picks.anchor,
      selected: picks.selected,
      moveTo: (key: K) => setStored(selection.moveTo(picks, keys, key)),
      moveToPosition: (at: number) => setStored(selection.moveToPosition(picks, keys, at)),
      moveBy: (step: number) => setStored(selection.moveBy(picks, keys, step)),
      extendBy: (step: number) => setStored(selection.extendBy(picks, keys, step)),
      toggle: (key: K) => setStored(selection.toggle(picks, keys, key)),
      rangeTo: (key: K) => setStored(selection.rangeTo(picks, keys, key)),
      selectAll: () => setStored(selection.selectMany(picks, keys)),
      selectMany: (some: readonly K[]) => setStored(selection.selectMany(picks, some)),
      selectOnly: (some: readonly K[]) => setStored(selection.selectMany(selection.clear(picks), some)),
      clear: () => setStored(selection.clear(picks)),
    }),
    [picks, keys],
  );
}

export type PicksApi<K> = ReturnType<typeof usePicks<K>>;
