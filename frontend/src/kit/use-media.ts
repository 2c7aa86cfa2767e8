import { useSyncExternalStore } from "react";

/** Whether a media query holds now; follows changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

export const useIsPhone = () => useMedia("(max-width: 560px)");
export const useIsWide = () => useMedia("(min-width: 1181px)");
