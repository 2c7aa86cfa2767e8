import { useEffect } from "react";
import type { Shortcut } from "@/kit/shortcuts";
import { useShortcuts } from "@/kit/use-shortcuts";
import { usePicks } from "./use-picks";

/** Goes through a short list by keyboard; the current row is kept in view. Elements carry `data-row`. */
export function useCurrent(keys: readonly string[], more: readonly Shortcut[] = []) {
  const picks = usePicks(keys);
  const { current } = picks;
  useEffect(() => {
    if (current === null) return;
    document.querySelector(`[data-row="${CSS.escape(current)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  useShortcuts("Move", [
    { keys: ["j", "ArrowDown"], label: "Next", run: () => picks.moveBy(1) },
    { keys: ["k", "ArrowUp"], label: "Previous", run: () => picks.moveBy(-1) },
    { keys: "Home", label: "First", run: () => picks.moveBy(-Infinity) },
    { keys: "End", label: "Last", run: () => picks.moveBy(Infinity) },
    ...more,
  ]);
  return { current, moveTo: picks.moveTo };
}
