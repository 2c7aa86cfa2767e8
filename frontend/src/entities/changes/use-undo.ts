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
    const undo = async (done: Done) => {
      stack.set((now) => without(now, done));
      try {
        for (const id of [...done.changeIds].reverse()) await post<Undone>(`/api/changes/${id}/undo`);
        toastNote(`Undone: ${done.words}`);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      done(words: string, change: number | null | readonly number[], extra: readonly Extra[] = []) {
        const changeIds = change === null ? [] : typeof change === "number" ? [change] : change;
        if (!changeIds.length) return toast(words, extra);
        const done = { changeIds, words };
        stack.set((now) => push(now, done));
        toast(words, [...extra, { label: "Undo", keys: "u", run: () => void undo(done) }]);
      },
      undoLast() {
        const newest = last(stack.get());
        if (newest) void undo(newest);
        else toastNote("Nothing to undo.");
      },
    };
  }, [client]);
}
