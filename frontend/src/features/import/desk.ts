/** The desk of this window: it outlives a visit to another page, and so does a running import. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, isAborted, post, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { ImportProgress, ImportResult, Preview } from "@/api/types";
import { createStore, useStore } from "@/kit/store";
import { toastNote } from "@/ui/toast";
import type { NewAccount } from "./model";
import { change, type Desk, EMPTY_DESK, keep, lay, open, type Sheet, takeOff } from "./sheets";

const desk = createStore<Desk>(EMPTY_DESK);
const asking = new Map<string, AbortController>();
let files = 0;

const PROGRESS_EVERY_MS = 400;

export function useDesk() {
  const client = useQueryClient();
  const state = useStore(desk);
  const acts = useMemo(
    () => ({
      show: (key: string) => desk.set((now) => ({ ...now, current: key })),
      add: (some: readonly File[], account: string | null) => void addAll(some, account),
      /** Looks at the file again in another light. An answer to an older question is not waited for. */
      ask: (sheet: Sheet, wanted: Question) => void ask(sheet, wanted),
      chooseNewAccount: (sheet: Sheet, newAccount: NewAccount) =>
        desk.set((now) => change(now, sheet.key, () => ({ newAccount }))),
      keep: (sheet: Sheet, line: number, amount: number | null) =>
        desk.set((now) => keep(now, sheet.key, line, amount)),
      commit: async (sheet: Sheet) => {
        await commit(sheet);
        void client.invalidateQueries();
      },
      stop: (sheet: Sheet) => void stop(sheet),
      putAway: (sheet: Sheet) => void putAway(sheet),
      /** An undone import comes back as a preview. */
      bringBack: (id: number, filename: string) => void bringBack(id, filename),
    }),
    [client],
  );
  return { ...state, ...acts };
}

export type DeskApi = ReturnType<typeof useDesk>;

interface Question {
  account_id?: number;
  column_mapping?: Record<string, unknown>;
  currency?: string;
}

/** One file after the other: each is compared with what the one before may have shown. */
async function addAll(some: readonly File[], account: string | null): Promise<void> {
  const laid = some.map((file) => ({ file, key: nextKey() }));
  for (const { file, key } of laid)
    desk.set((now) => lay(now, { key, filename: file.name, size: file.size }));
  for (const { file, key } of laid) await readFile(file, key, account);
}

async function readFile(file: File, key: string, account: string | null): Promise<void> {
  const stopper = begin(key);
  const form = new FormData();
  form.append("file", file);
  if (account) form.append("account_id", account);
  await opened(key, () =>
    upload<Preview>("/api/import/preview", form, {
      signal: stopper.signal,
      onProgress: (share) =>
        desk.set((now) => change(now, key, () => ({ stage: { name: "reading", share } }))),
    }),
  );
}

async function bringBack(id: number, filename: string): Promise<void> {
  const key = nextKey();
  desk.set((now) => ({ ...lay(now, { key, filename, size: 0 }), current: key }));
  begin(key);
  await opened(key, () => post<Preview>(`/api/import/${id}/preview`, {}));
}

async function opened(key: string, request: () => Promise<Preview>): Promise<void> {
  try {
    const preview = await request();
    desk.set((now) => open(now, key, preview));
  } catch (error) {
    if (isAborted(error)) return;
    desk.set((now) => change(now, key, () => ({ stage: { name: "failed", sentence: sentenceFor(error) } })));
  }
}

async function ask(sheet: Sheet, wanted: Question): Promise<void> {
  if (!sheet.preview) return;
  const { key } = sheet;
  const stopper = begin(key);
  desk.set((now) =>
    change(now, key, (old) => ({
      isAsking: true,
      refusal: null,
      // What was just chosen shows at once, also while the answer is on its way.
      preview:
        old.preview && wanted.column_mapping
          ? { ...old.preview, column_mapping: wanted.column_mapping }
          : old.preview,
    })),
  );
  try {
    const preview = await post<Preview>(`/api/import/${sheet.preview.id}/preview`, wanted, {
      signal: stopper.signal,
    });
    if (asking.get(key) === stopper) desk.set((now) => open(now, key, preview));
  } catch (error) {
    if (asking.get(key) !== stopper || isAborted(error)) return;
    desk.set((now) => change(now, key, () => ({ isAsking: false, refusal: sentenceFor(error) })));
  }
}

async function commit(sheet: Sheet): Promise<void> {
  const { key, preview } = sheet;
  if (!preview) return;
  desk.set((now) =>
    change(now, key, () => ({ stage: { name: "adding", progress: null, isStopping: false }, refusal: null })),
  );
  const timer = setInterval(() => void follow(key, preview.id), PROGRESS_EVERY_MS);
  try {
    const result = await post<ImportResult>(`/api/import/${preview.id}/commit`, {
      keep: [...sheet.kept.keys()],
      ...(sheet.newAccount ? { new_account: sheet.newAccount } : { account_id: preview.account?.id }),
    });
    desk.set((now) => change(now, key, () => ({ stage: { name: "done", result } })));
  } catch (error) {
    const stage = desk.get().sheets.find((one) => one.key === key)?.stage;
    const wasStopped = stage?.name === "adding" && stage.isStopping;
    if (wasStopped) toastNote("Stopped. Nothing of this file was added.");
    const refusal = wasStopped ? null : sentenceFor(error);
    desk.set((now) => change(now, key, () => ({ stage: { name: "open" }, refusal })));
  } finally {
    clearInterval(timer);
  }
}

async function follow(key: string, id: number): Promise<void> {
  const progress = await get<ImportProgress>(`/api/import/${id}/progress`).catch(() => null);
  if (!progress) return;
  desk.set((now) =>
    change(now, key, ({ stage }) => (stage.name === "adding" ? { stage: { ...stage, progress } } : {})),
  );
}

async function stop(sheet: Sheet): Promise<void> {
  desk.set((now) =>
    change(now, sheet.key, ({ stage }) =>
      stage.name === "adding" ? { stage: { ...stage, isStopping: true } } : {},
    ),
  );
  if (sheet.preview) await post(`/api/import/${sheet.preview.id}/cancel`).catch(() => undefined);
}

async function putAway(sheet: Sheet): Promise<void> {
  asking.get(sheet.key)?.abort();
  desk.set((now) => takeOff(now, sheet.key));
  // A file that was undone before stays in the history; only a fresh preview is forgotten.
  const isFresh = sheet.stage.name === "open" && sheet.preview?.status === "previewed";
  if (isFresh && sheet.preview) await remove(`/api/import/${sheet.preview.id}`).catch(() => undefined);
}

function begin(key: string): AbortController {
  asking.get(key)?.abort();
  const stopper = new AbortController();
  asking.set(key, stopper);
  return stopper;
}

function nextKey(): string {
  files += 1;
  return `file-${files}`;
}
