import { useSyncExternalStore } from "react";
import { useIsPhone } from "@/kit/use-media";

/** The height of a row as the chosen density and the width of the window ask for it. */
export function useRowHeight({ phone = 58 }: { phone?: number } = {}): number {
  const isPhone = useIsPhone();
  const isComfortable = useSyncExternalStore(
    watchDensity,
    () => document.documentElement.dataset.density === "comfortable",
  );
  if (isPhone) return phone;
  return isComfortable ? 40 : 32;
}

function watchDensity(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-density"] });
  return () => observer.disconnect();
}
