import { useEffect, useLayoutEffect, useRef } from "react";
import { type Shortcut, shortcuts } from "./shortcuts";

/** While the caller is shown, these keys work and are listed in the overlay under `scope`. */
export function useShortcuts(scope: string, list: readonly Shortcut[]): void {
  const latest = useRef(list);
  useLayoutEffect(() => {
    latest.current = list;
  });
  useEffect(() => shortcuts.add({ name: scope, shortcuts: () => latest.current }), [scope]);
}
