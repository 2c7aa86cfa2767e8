/** Sheets on their way into the ledger: one, or all that are settled. */
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { ImportProgress, ImportResult } from "@/api/types";
import { toastNote } from "@/ui/toast";
import { ask } from "./preview-actions";
import { summarizeReadiness } from "./readiness";
import { change, find, type Sheet, store } from "./store";

const PROGRESS_EVERY_MS = 400;

/** New accounts that were made, by the plan that named them. */
type Made = Map<number, number>;

export async function commitOne(key: string, onChanged: () => void): Promise<void> {
  const made: Made = new Map();
  const result = await commit(key, made);
  onChanged();
  if (result) lookAgain(result, made);
}

/** One after the other, as they lie. What is refused stays open and says why; stopping leaves the rest as it is. */
export async function commitAll(onChanged: () => void): Promise<void> {
  const { ready, asking, isBusy } = summarizeReadiness(store.get().sheets);
  if (!ready.length || asking.length || isBusy) return;
  const keys = ready.map((sheet) => sheet.key);
  store.set((now) => ({ ...now, run: { keys, isOn: true, isStopping: false }, isSummaryShown: true }));
  const made: Made = new Map();
  for (const key of keys) {
    if (store.get().run?.isStopping) break;
    if (find(key)?.stage.name === "open") await commit(key, made);
  }
  store.set((now) => ({ ...now, run: now.run && { ...now.run, isOn: false, isStopping: false } }));
  onChanged();
}

async function commit(key: string, made: Made): Promise<ImportResult | null> {
  const { preview, newAccount, plan, kept, readChoices } = find(key) ?? {};
  if (!preview || !kept) return null;
  const madeId = plan != null ? made.get(plan) : undefined;
  store.set((now) =>
    change(now, key, () => ({
      stage: { name: "adding", progress: null, isStopping: false },
      refusal: null,
    })),
  );
  const timer = setInterval(() => void follow(key, preview.id), PROGRESS_EVERY_MS);
  try {
    const isNew = newAccount !== undefined && newAccount !== null && madeId === undefined;
    const result = await post<ImportResult>(`/api/import/${preview.id}/commit`, {
      keep: [...kept.keys()],
      // The server reads the file again if it was read in another way, or no longer has it in memory.
      ...(readChoices?.column_mapping ? { column_mapping: readChoices.column_mapping } : {}),
      ...(isNew ? { new_account: newAccount } : { account_id: madeId ?? preview.account?.id }),
    });
    if (isNew && plan != null) made.set(plan, result.account.id);
    store.set((now) => change(now, key, () => ({ stage: { name: "done", result } })));
    return result;
  } catch (error) {
    const stage = find(key)?.stage;
    const wasStopped = stage?.name === "adding" && stage.isStopping;
    if (wasStopped) toastNote("Stopped. Nothing from this file was added.");
    const refusal = wasStopped ? null : sentenceFor(error);
    store.set((now) => change(now, key, () => ({ stage: { name: "open" }, refusal })));
    return null;
  } finally {
    clearInterval(timer);
  }
}

/** What waits is compared with what was just added, and knows the account that was just made. */
function lookAgain(result: ImportResult, made: Made): void {
  for (const sheet of store.get().sheets) {
    if (sheet.stage.name !== "open" || !sheet.preview) continue;
    const madeId = sheet.plan === null ? undefined : made.get(sheet.plan);
    if (madeId !== undefined) void ask(sheet.key, { account_id: madeId });
    else if (!sheet.newAccount && (!sheet.preview.account || sheet.preview.account.id === result.account.id))
      void ask(sheet.key, {});
  }
}

async function follow(key: string, id: number): Promise<void> {
  const progress = await get<ImportProgress>(`/api/import/${id}/progress`).catch(() => null);
  if (!progress) return;
  store.set((now) =>
    change(now, key, ({ stage }) => (stage.name === "adding" ? { stage: { ...stage, progress } } : {})),
  );
}

/** Stops this sheet, and with it the run it belongs to. */
export async function stop(sheet: Sheet): Promise<void> {
  store.set((now) => ({
    ...change(now, sheet.key, ({ stage }) =>
      stage.name === "adding" ? { stage: { ...stage, isStopping: true } } : {},
    ),
    run: now.run && { ...now.run, isStopping: now.run.isOn },
  }));
  if (sheet.preview) await post(`/api/import/${sheet.preview.id}/cancel`).catch(() => undefined);
}
