/** The state of the Import page and what can be done with it. A running import survives a visit to another page. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "@/kit/store";
import { closeFinishedArchive } from "./archive-actions";
import * as commitActions from "./commit-actions";
import type { NewAccount } from "./model";
import { closeFinishedBook } from "./moving-in";
import * as previewActions from "./preview-actions";
import { dropPendingPreview } from "./queries";
import { fromSession, toSession } from "./session-storage";
import { beside, find, keep, nameAccount, type Sheet, show, store } from "./store";
import { sheetsWithSuggestion, suggestAccount } from "./suggested-accounts";

const SESSION_KEY = "import-session";

let isRestored = false;

export function useImportStore() {
  const client = useQueryClient();
  const state = useStore(store);
  const acts = useMemo(() => actsWith(client), [client]);
  return { ...state, ...acts };
}

export type ImportStore = ReturnType<typeof useImportStore>;

function actsWith(client: QueryClient) {
  return {
    show: (key: string) => store.set((now) => show(now, key)),
    step: (by: number) =>
      store.set((now) => {
        const key = beside(now, by);
        return key ? show(now, key) : now;
      }),
    showSummary: () => store.set((now) => ({ ...now, isSummaryShown: now.run !== null })),
    add: (some: readonly File[], account: string | null) => {
      closeFinishedArchive();
      closeFinishedBook();
      void previewActions.addAll(some, account);
    },
    /** Loads the preview again with other choices; the answer to an earlier request is dropped. */
    ask: (sheet: Sheet, wanted: previewActions.Question) => void previewActions.ask(sheet.key, wanted),
    /** Accepts how the file was read in this respect. */
    answer: (sheet: Sheet, question: string) => previewActions.answer(sheet.key, question),
    chooseNewAccount,
    /** Answers every file that waits for an account with the one it most likely belongs to. */
    acceptSuggestedAccounts: (baseCurrency: string) => {
      for (const { key } of sheetsWithSuggestion(store.get(), baseCurrency)) {
        const sheet = find(key);
        const suggested = sheet && suggestAccount(store.get(), sheet, baseCurrency);
        if (!suggested) continue;
        if (suggested.kind === "existing") void previewActions.ask(key, { account_id: suggested.id });
        else chooseNewAccount(sheet, suggested.account, suggested.plan);
      }
    },
    keep: (sheet: Sheet, line: number, amount: number | null) =>
      store.set((now) => keep(now, sheet.key, line, amount)),
    commit: (sheet: Sheet) => commitActions.commitOne(sheet.key, () => void client.invalidateQueries()),
    commitAll: () => commitActions.commitAll(() => void client.invalidateQueries()),
    stop: (sheet: Sheet) => void commitActions.stop(sheet),
    close: (sheet: Sheet) => close(client, sheet),
    closeAll: (some: readonly Sheet[]) => {
      for (const sheet of some) close(client, sheet);
    },
    /** Opens the preview of an undone or pending import. */
    reopen: (id: number, filename: string) => void previewActions.reopen(id, filename),
    /** Opens again after a reload what was open before, once. */
    restore: () => {
      if (isRestored) return;
      isRestored = true;
      const saved = fromSession(window.sessionStorage.getItem(SESSION_KEY));
      void Promise.all(saved.map(previewActions.restore)).then(() => store.watch(save));
    },
  };
}

/** Puts a file into a new account. It is read again if that changes how it is read. */
function chooseNewAccount(sheet: Sheet, account: NewAccount, plan: number): void {
  store.set((now) => nameAccount(now, sheet.key, account, plan));
  const { preview } = sheet;
  if (!preview) return;
  const wanted = {
    ...(account.currency === preview.currency ? {} : { currency: account.currency }),
    // What is known of the account that was found says nothing about a new one.
    ...(preview.account ? { is_for_new_account: true } : {}),
  };
  if (Object.keys(wanted).length) void previewActions.ask(sheet.key, wanted);
}

function close(client: QueryClient, sheet: Sheet): void {
  if (sheet.preview) dropPendingPreview(client, sheet.preview.id);
  void previewActions.close(sheet);
}

function save(): void {
  window.sessionStorage.setItem(SESSION_KEY, JSON.stringify(toSession(store.get())));
}
