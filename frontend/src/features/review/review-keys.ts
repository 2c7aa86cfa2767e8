import type { RefObject } from "react";
import type { Transaction } from "@/api/types";
import { EDITOR_KEYS, type EditorStart } from "@/entities/transactions/editor/start";
import { commitShortcut } from "@/entities/transactions/use-commit-staged";
import type { Shortcut } from "@/kit/shortcuts";
import { useShortcuts } from "@/kit/use-shortcuts";
import { useMovingKeys } from "@/ui/use-moving-keys";
import type { PicksApi } from "@/ui/use-picks";
import type { Tab } from "./model";
import type { Staging } from "./staging";

interface Situation {
  tab: Tab;
  picks: PicksApi<number>;
  current: Transaction | null;
  selected: readonly Transaction[];
  search: RefObject<HTMLInputElement | null>;
  staging: Staging;
  sure: number;
  staged: number;
  onCommit: () => Promise<void>;
  onAccept: (row: Transaction) => void;
  onPick: (id: number | "selection") => void;
  onWhy: () => void;
  onEditor: (start: EditorStart) => void;
  /** While the editor is open, its own keys act. */
  isEditorOpen: boolean;
  onNote: (row: Transaction) => void;
  onDelete: (row: Transaction) => void;
  onDeleteMany: () => void;
}

/** Every act of Review by one key. A plain key acts on the current row, Shift and the key on the selection. */
export function useReviewKeys(now: Situation): void {
  useMovingKeys(now.picks, now.search);
  useShortcuts(now.tab === "pending" ? "To review" : "Staged", acting(now));
}

function acting(now: Situation): Shortcut[] {
  const { tab, current, selected, staging } = now;
  const withRow = (act: (row: Transaction) => void) => () => current && act(current);
  const hasSelection = selected.length > 0;
  const both: Shortcut[] = [
    commitShortcut(now.staged, now.onCommit),
    { keys: "c", label: "Choose a category", run: withRow((row) => now.onPick(row.id)) },
    {
      keys: "Shift+c",
      label: "Category for the selection",
      isOn: hasSelection,
      run: () => now.onPick("selection"),
    },
    { keys: "w", label: "Why this category", run: now.onWhy },
    { keys: "e", label: "Edit", run: () => now.onEditor("edit") },
    ...EDITOR_KEYS.map(({ keys, label, start }) => ({
      keys,
      label,
      isOn: !now.isEditorOpen,
      run: () => now.onEditor(start),
    })),
    { keys: "n", label: "Note", isOn: !now.isEditorOpen, run: withRow(now.onNote) },
    { keys: ["d", "Delete"], label: "Delete", run: withRow(now.onDelete) },
    {
      keys: "Shift+d",
      label: "Delete the selection",
      isOn: hasSelection,
      run: now.onDeleteMany,
    },
  ];
  if (tab === "staged")
    return [
      { keys: "Enter", label: "Confirm", run: withRow((row) => void staging.confirm([row])) },
      {
        keys: "Shift+Enter",
        label: "Confirm the selection",
        isOn: hasSelection,
        run: () => void staging.confirm(selected),
      },
      { keys: "b", label: "Send back to review", run: withRow((row) => void staging.kickBack([row])) },
      {
        keys: "Shift+b",
        label: "Send the selection back",
        isOn: hasSelection,
        run: () => void staging.kickBack(selected),
      },
      ...both,
    ];
  return [
    { keys: "Enter", label: "Accept", run: withRow(now.onAccept) },
    {
      keys: "Shift+Enter",
      label: "Accept the selection",
      isOn: hasSelection,
      run: () => void staging.accept(selected),
    },
    { keys: "a", label: "Accept all sure", isOn: now.sure > 0, run: () => void staging.acceptSure() },
    ...both,
  ];
}
