import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Undone } from "@/api/types";
import { createStore } from "@/kit/store";
import { toast, toastFailure, toastNote } from "@/ui/toast";
import { type Done, last, push, without } from "./stack";

const stack = createStore<readonly Done[]>([]);

interface Extra {
  label: string;
  run: () => void;
}

/** Says what was done, offers to take it back, and remembers it for the `u` key. */
export function useUndo() {
  const client = useQueryClient();
  return useMemo(() => {
    const undo = async (changeId: number) => {
      stack.set((now) => without(now, changeId));
      try {
        const undone = await post<Undone>(`/api/changes/${changeId}/undo`);
        toastNote(undone.summary);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      done(words: string, changeId: number | null, extra: readonly Extra[] = []) {
        if (changeId === null) return toast(words, extra);
        stack.set((now) => push(now, { changeId, words }));
        toast(words, [...extra, { label: "Undo", keys: "u", run: () => void undo(changeId) }]);
      },
      undo,
      undoLast() {
        const newest = last(stack.get());
        if (newest) void undo(newest.changeId);
        else toastNote("Nothing to undo in this window.");
      },
    };
  }, [client]);
}
