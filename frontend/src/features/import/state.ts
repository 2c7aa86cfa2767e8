/** The one desk of this window. */
import { createStore } from "@/kit/store";
import { type Desk, EMPTY_DESK, type Sheet } from "./sheets";

export const desk = createStore<Desk>(EMPTY_DESK);

export function find(key: string): Sheet | undefined {
  return desk.get().sheets.find((sheet) => sheet.key === key);
}
