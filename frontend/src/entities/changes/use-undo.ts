import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Undone } from "@/api/types";
import { createStore } from "@/kit/store";
import { toast, toastFailure, toastNote } from "@/ui/toast";
import { type Done, last, push, without } from "./stack";

const stack = createStore<readonly Done[]>([]);
/** What was undone and can be done again, newest last; the next act of the person empties it. */
const undone = createStore<readonly Done[]>([]);

interface Extra {
  label: string;
  run: () => void;
}

/** Says what was done, offers to take it back, and remembers it for the keys that undo and redo. */
export function useUndo() {
  const client = useQueryClient();
  return useMemo(() => {
    const undo = async (done: Done) => {
      stack.set((now) => without(now, done));
      try {
        for (const id of [...done.changeIds].reverse()) await post<Undone>(`/api/changes/${id}/undo`);
        undone.set((now) => push(now, done));
        toast(`Undone: ${done.words}`, [{ label: "Redo", keys: "Shift+u", run: () => void redo(done) }]);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    const redo = async (done: Done) => {
      undone.set((now) => without(now, done));
      try {
        for (const id of done.changeIds) await post<Undone>(`/api/changes/${id}/redo`);
        stack.set((now) => push(now, done));
        toast(`Done again: ${done.words}`, [{ label: "Undo", keys: "u", run: () => void undo(done) }]);
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
        undone.set([]);
        toast(words, [...extra, { label: "Undo", keys: "u", run: () => void undo(done) }]);
      },
      undoLast() {
        const newest = last(stack.get());
        if (newest) void undo(newest);
        else toastNote("Nothing to undo.");
      },
      redoLast() {
        const newest = last(undone.get());
        if (newest) void redo(newest);
        else toastNote("Nothing to redo.");
      },
    };
  }, [client]);
}
