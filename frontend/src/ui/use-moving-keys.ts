import type { RefObject } from "react";
import { useShortcuts } from "@/kit/use-shortcuts";
import type { PicksApi } from "./use-picks";

/** The keys with which one goes through a list and selects in it; the same on every page. */
export function useMovingKeys<K>(picks: PicksApi<K>, search?: RefObject<HTMLInputElement | null>): void {
  useShortcuts("Move and select", [
    { keys: ["j", "ArrowDown"], label: "Next", run: () => picks.moveBy(1) },
    { keys: ["k", "ArrowUp"], label: "Previous", run: () => picks.moveBy(-1) },
    { keys: "PageDown", label: "Ten down", run: () => picks.moveBy(10) },
    { keys: "PageUp", label: "Ten up", run: () => picks.moveBy(-10) },
    { keys: "Home", label: "First", run: () => picks.moveBy(-Infinity) },
    { keys: "End", label: "Last", run: () => picks.moveBy(Infinity) },
    {
      keys: ["x", "Space"],
      label: "Select",
      run: () => picks.current !== null && picks.toggle(picks.current),
    },
    {
      keys: ["Shift+j", "Shift+ArrowDown"],
      label: "Extend the selection down",
      run: () => picks.extendBy(1),
    },
    { keys: ["Shift+k", "Shift+ArrowUp"], label: "Extend the selection up", run: () => picks.extendBy(-1) },
    { keys: "Mod+a", label: "Select all", run: picks.selectAll },
    { keys: "Escape", label: "Clear the selection", isOn: picks.selected.size > 0, run: picks.clear },
    { keys: "/", label: "Search", isOn: search !== undefined, run: () => search?.current?.focus() },
  ]);
}
