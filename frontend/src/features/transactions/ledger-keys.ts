import type { RefObject } from "react";
import type { Transaction } from "@/api/types";
import { EDITOR_KEYS, type EditorStart } from "@/entities/transactions/editor/start";
import { useShortcuts } from "@/kit/use-shortcuts";
import { useMovingKeys } from "@/ui/use-moving-keys";
import type { PicksApi } from "@/ui/use-picks";
import type { Editing } from "./parts/row";

interface Situation {
  picks: PicksApi<number>;
  current: Transaction | null;
  hasSelection: boolean;
  search: RefObject<HTMLInputElement | null>;
  onPick: (id: number | "selection") => void;
  onEdit: (editing: Editing) => void;
  onEditor: (start: EditorStart) => void;
  /** While the editor is open, its own keys act. */
  isEditorOpen: boolean;
  onBulkEdit: () => void;
  onParts: (row: Transaction) => void;
  onWhy: () => void;
  onAdd: () => void;
  onMonth: () => void;
  onDelete: (row: Transaction) => void;
  onDeleteMany: () => void;
}

/** The keys of the ledger. A plain key acts on the current row, Shift and the key on the selection. */
export function useLedgerKeys(now: Situation): void {
  const { current, hasSelection } = now;
  const withRow = (act: (row: Transaction) => void) => () => current && act(current);
  useMovingKeys(now.picks, now.search);
  useShortcuts("Transactions", [
    { keys: ["c", "Enter"], label: "Change the category", run: withRow((row) => now.onPick(row.id)) },
    {
      keys: "Shift+c",
      label: "Category for the selection",
      isOn: hasSelection,
      run: () => now.onPick("selection"),
    },
    { keys: "e", label: "Edit", run: () => now.onEditor("edit") },
    { keys: "b", label: "Edit the selection", isOn: hasSelection, run: now.onBulkEdit },
    {
      keys: ["ArrowRight", "ArrowLeft"],
      label: "Show or hide the parts of a split",
      isOn: Boolean(current?.splits.length),
      run: withRow(now.onParts),
    },
    ...EDITOR_KEYS.map(({ keys, label, start }) => ({
      keys,
      label,
      isOn: !now.isEditorOpen,
      run: () => now.onEditor(start),
    })),
    {
      keys: "Shift+e",
      label: "Rename",
      run: withRow((row) => now.onEdit({ id: row.id, field: "name" })),
    },
    {
      keys: "n",
      label: "Note",
      isOn: !now.isEditorOpen,
      run: withRow((row) => now.onEdit({ id: row.id, field: "note" })),
    },
    { keys: "w", label: "Why this category", run: now.onWhy },
    { keys: ["a", "p"], label: "Add a transaction", run: now.onAdd },
    { keys: "m", label: "Go to month", run: now.onMonth },
    { keys: ["d", "Delete"], label: "Delete", run: withRow(now.onDelete) },
    {
      keys: "Shift+d",
      label: "Delete the selection",
      isOn: hasSelection,
      run: now.onDeleteMany,
    },
  ]);
}
