import { KeyCap } from "@/ui/key-cap";
import layoutStyles from "@/ui/layout.module.css";
import type { Tab } from "../model";

const KEYS: Record<Tab, readonly (readonly [string, string])[]> = {
  pending: [
    ["j k", "Move"],
    ["Enter", "Accept"],
    ["c", "Category"],
    ["s", "Split"],
    ["t", "Transfer"],
    ["#", "Tag"],
    ["n", "Note"],
    ["x", "Select"],
    ["w", "Why"],
    ["d", "Delete"],
    ["u", "Undo"],
    ["?", "All keys"],
  ],
  staged: [
    ["j k", "Move"],
    ["Enter", "Confirm"],
    ["b", "Send back"],
    ["c", "Category"],
    ["x", "Select"],
    ["w", "Why"],
    ["u", "Undo"],
    ["?", "All keys"],
  ],
};

/** The keys of the current row, at the foot of the list. */
export function KeyBar({ tab }: { tab: Tab }) {
  return (
    <div className={layoutStyles.keys} role="note" aria-label="Keys for the current row">
      {KEYS[tab].map(([keys, words]) => (
        <span key={keys}>
          <KeyCap keys={keys} />
          {words}
        </span>
      ))}
    </div>
  );
}
