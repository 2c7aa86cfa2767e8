import { useEffect } from "react";
import { shortcuts } from "@/kit/shortcuts";

/** Lets the window's keys reach the shortcuts. Once, in the frame. */
export function useKeyboard(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      shortcuts.press(event);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
