/** The desk of this window: it outlives a visit to another page, and so does a running import. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "@/kit/store";
import { makeWay } from "./archiving";
import * as asking from "./asking";
import * as importing from "./importing";
import type { NewAccount } from "./model";
import { dropWaiting } from "./queries";
import { fromSaved, toSaved } from "./saved";
import { beside, keep, nameAccount, type Sheet, show } from "./sheets";
import { desk } from "./state";

const KEPT_AS = "import-desk";

let isRestored = false;

export function useDesk() {
  const client = useQueryClient();
  const state = useStore(desk);
  const acts = useMemo(() => actsWith(client), [client]);
  return { ...state, ...acts };
}

export type DeskApi = ReturnType<typeof useDesk>;

function actsWith(client: QueryClient) {
  return {
    show: (key: string) => desk.set((now) => show(now, key)),
    step: (by: number) =>
      desk.set((now) => {
        const key = beside(now, by);
        return key ? show(now, key) : now;
      }),
    showSummary: () => desk.set((now) => ({ ...now, isSummaryShown: now.run !== null })),
    add: (some: readonly File[], account: string | null) => {
      makeWay();
      void asking.addAll(some, account);
    },
    /** Looks at the file again in another light. An answer to an older question is not waited for. */
    ask: (sheet: Sheet, wanted: asking.Question) => void asking.ask(sheet.key, wanted),
    /** The file is right as it was read, in this respect. */
    answer: (sheet: Sheet, question: string) => asking.answer(sheet.key, question),
    chooseNewAccount: (sheet: Sheet, account: NewAccount, plan: number) =>
      desk.set((now) => nameAccount(now, sheet.key, account, plan)),
    keep: (sheet: Sheet, line: number, amount: number | null) =>
      desk.set((now) => keep(now, sheet.key, line, amount)),
    commit: (sheet: Sheet) => importing.commitOne(sheet.key, () => void client.invalidateQueries()),
    commitAll: () => importing.commitAll(() => void client.invalidateQueries()),
    stop: (sheet: Sheet) => void importing.stop(sheet),
    putAway: (sheet: Sheet) => putAway(client, sheet),
    putAllAway: (some: readonly Sheet[]) => {
      for (const sheet of some) putAway(client, sheet);
    },
    /** An undone import comes back as a preview, and so does one that still waits. */
    bringBack: (id: number, filename: string) => void asking.bringBack(id, filename),
    /** After a reload: what lay open lies open again. Once only. */
    restore: () => {
      if (isRestored) return;
      isRestored = true;
      const saved = fromSaved(window.sessionStorage.getItem(KEPT_AS));
      void Promise.all(saved.map(asking.restore)).then(() => desk.watch(save));
    },
  };
}

function putAway(client: QueryClient, sheet: Sheet): void {
  if (sheet.preview) dropWaiting(client, sheet.preview.id);
  void asking.putAway(sheet);
}

function save(): void {
  window.sessionStorage.setItem(KEPT_AS, JSON.stringify(toSaved(desk.get())));
}
