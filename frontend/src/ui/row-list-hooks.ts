/** What a long list does besides drawing itself. */
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { RowEntry, RowKey } from "./row-list-types";

/** Scrolls when another row becomes current, not when rows merely come and go. */
export function useKeepInView<T>(
  entries: readonly (RowEntry<T> | undefined)[],
  key: RowKey | null,
  position: number | undefined,
  show: (at: number) => void,
): void {
  const mark = key ?? (position === undefined ? null : `at ${position}`);
  const shown = useRef(mark);
  useEffect(() => {
    if (mark === null || mark === shown.current) return;
    shown.current = mark;
    const at = position ?? entries.findIndex((entry) => entry?.kind === "row" && entry.key === key);
    if (at >= 0) show(at);
  });
}

export function useNearEnd(lastShown: number, length: number, onNearEnd?: () => void): void {
  const ask = useRef(onNearEnd);
  ask.current = onNearEnd;
  useEffect(() => {
    if (length > 0 && lastShown >= length - 20) ask.current?.();
  }, [lastShown, length]);
}

/** When a key moves on to another row, the focus does not stay behind on a control of the old one, where Enter would press it. */
export function useFollowingFocus(box: RefObject<HTMLDivElement | null>, key: RowKey | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever another row becomes current
  useEffect(() => {
    const row = document.activeElement?.closest("[data-row]");
    const isBehind =
      row && box.current?.contains(row) && row.id !== box.current.getAttribute("aria-activedescendant");
    if (isBehind) box.current?.focus({ preventScroll: true });
  }, [key, box]);
}

/** When the focused control leaves with its row, the list takes the focus, so that the keyboard stays where it was. */
export function useHeldFocus(box: RefObject<HTMLDivElement | null>, entries: readonly unknown[]) {
  const isInside = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever the rows change
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body)
      box.current?.focus({ preventScroll: true });
  }, [entries, box]);
  return {
    onFocus: () => {
      isInside.current = true;
    },
    onBlur: (event: React.FocusEvent) => {
      if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) isInside.current = false;
    },
  };
}
