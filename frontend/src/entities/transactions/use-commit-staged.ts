import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Committed } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import type { Shortcut } from "@/kit/shortcuts";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import { refresh } from "./cache";

/** The key that confirms everything staged, wherever the page says how much is staged. */
export const COMMIT_KEYS = "Mod+Enter";

export const commitShortcut = (staged: number, commit: () => Promise<void>): Shortcut => ({
  keys: COMMIT_KEYS,
  label: "Confirm all staged",
  isOn: staged > 0,
  run: () => void commit(),
});

/** Confirms everything staged, says so, and offers to undo it. */
export function useCommitStaged(): () => Promise<void> {
  const client = useQueryClient();
  const undo = useUndo();
  return useCallback(async () => {
    try {
      const done = await post<Committed>("/api/transactions/staged/commit");
      undo.done(`${count(done.committed, "transaction")} confirmed`, done.change_id);
    } catch (error) {
      toastFailure(sentenceFor(error));
    }
    refresh(client, { rows: true });
  }, [client, undo]);
}
