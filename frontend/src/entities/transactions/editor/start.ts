/** Where the editor opens: at a field, or with something begun; and the keys that open it so. */
export type EditorStart = "edit" | "split" | "transfer" | "refund" | "share" | "tag" | "note" | "history";

export const EDITOR_KEYS: readonly { keys: string; label: string; start: EditorStart }[] = [
  { keys: "s", label: "Split", start: "split" },
  { keys: "t", label: "Transfer", start: "transfer" },
  { keys: "r", label: "Refund", start: "refund" },
  { keys: "h", label: "Share", start: "share" },
  { keys: "#", label: "Tag", start: "tag" },
];
