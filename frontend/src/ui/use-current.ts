import { useEffect, useRef } from "react";
import type { Shortcut } from "@/kit/shortcuts";
import { useShortcuts } from "@/kit/use-shortcuts";
import { usePicks } from "./use-picks";

/**
 * Goes through a short list by keyboard; the row that a person moves to is brought into view. The first row of a list
 * that has just been loaded is not: what stands above it is read first. Elements carry `data-row`.
 */
export function useCurrent(keys: readonly string[], more: readonly Shortcut[] = []) {
  const picks = usePicks(keys);
  const { current } = picks;
  const isMoved = useRef(false);
  useEffect(() => {
    if (current === null || !isMoved.current) return;
    isMoved.current = false;
    document.querySelector(`[data-row="${CSS.escape(current)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);
  function moveBy(step: number) {
    isMoved.current = true;
    picks.moveBy(step);
  }
  function moveTo(key: string) {
    isMoved.current = true;
    picks.moveTo(key);
  }
  useShortcuts("Move", [
    { keys: ["j", "ArrowDown"], label: "Next", run: () => moveBy(1) },
    { keys: ["k", "ArrowUp"], label: "Previous", run: () => moveBy(-1) },
    { keys: "Home", label: "First", run: () => moveBy(-Infinity) },
    { keys: "End", label: "Last", run: () => moveBy(Infinity) },
    ...more,
  ]);
  return { current, moveTo };
}
