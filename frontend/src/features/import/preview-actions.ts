/** Files on their way from dropped to looked at, and looked at again. */
import { get, isAborted, post, remove, upload } from "@/api/client";
import { ApiError, sentenceFor } from "@/api/errors";
import type { Preview } from "@/api/types";
import { mayBeBook, openBook } from "./moving-in";
import type { SessionEntry } from "./session-storage";
import {
  addFile,
  addParts,
  change,
  find,
  open,
  type ReadChoices,
  removeSheet,
  type Sheet,
  store,
} from "./store";

export interface Question extends ReadChoices {
  account_id?: number;
  /** The questions of the file that this answers. */
  answers?: readonly string[];
}

const stoppers = new Map<string, AbortController>();
let files = 0;

/** One file after the other: each is compared with what the one before may have shown. */
export async function addAll(some: readonly File[], account: string | null): Promise<void> {
  const laid = some.map((file) => ({ file, key: nextKey() }));
  for (const { file, key } of laid)
    store.set((now) => addFile(now, { key, filename: file.name, size: file.size }));
  for (const { file, key } of laid) await readFile(file, key, account);
}

async function readFile(file: File, key: string, account: string | null): Promise<void> {
  if (!isOpenHere(key)) return;
  const stopper = begin(key);
  // Who means an account brings its statement.
  if (!account && (await opensAsBook(file, key, stopper.signal))) return;
  const form = new FormData();
  form.append("file", file);
  if (account) form.append("account_id", account);
  const preview = await opened(key, () =>
    upload<Preview>("/api/import/preview", form, {
      signal: stopper.signal,
      onProgress: (share) =>
        store.set((now) => change(now, key, () => ({ stage: { name: "reading", share } }))),
    }),
  );
  if (preview) await layOthers(key, preview);
}

/** Whether the file is a book of another program, which opens beside the sheets, or was refused as one. */
async function opensAsBook(file: File, key: string, signal: AbortSignal): Promise<boolean> {
  try {
    if (!(await mayBeBook(file))) return false;
    const onProgress = (share: number) =>
      store.set((now) => change(now, key, () => ({ stage: { name: "reading", share } })));
    const isBook = await openBook(file, { signal, onProgress });
    if (isBook) store.set((now) => removeSheet(now, key));
    return isBook;
  } catch (error) {
    if (!isAborted(error))
      store.set((now) =>
        change(now, key, () => ({ stage: { name: "failed", sentence: sentenceFor(error) } })),
      );
    return true;
  }
}

/** Each account of the file gets a sheet of its own. The others of this drop were announced after the first;
 * older numbers belong to an earlier drop of the same file. */
async function layOthers(key: string, preview: Preview): Promise<void> {
  const others = preview.siblings
    .filter((id) => id > preview.id)
    .map((id) => ({ id, key: nextKey(), filename: preview.filename, size: preview.size }));
  if (!others.length) return;
  store.set((now) => addParts(now, key, others));
  for (const other of others) {
    if (!isOpenHere(other.key)) continue;
    begin(other.key);
    await opened(other.key, () => get<Preview>(`/api/import/${other.id}`));
  }
}

/** An undone import, or a preview of a window that was closed. */
export async function reopen(id: number, filename: string): Promise<void> {
  const key = nextKey();
  store.set((now) => ({
    ...addFile(now, { key, id, filename, size: 0 }),
    current: key,
    isSummaryShown: false,
  }));
  begin(key);
  await opened(key, () => post<Preview>(`/api/import/${id}/preview`, {}));
}

/** A preview from before a reload. One that is gone or through needs no words. */
export async function restore({ id, filename, size, kept, ...others }: SessionEntry): Promise<void> {
  const key = nextKey();
  store.set((now) => change(addFile(now, { key, id, filename, size }), key, () => others));
  begin(key);
  const preview = await opened(key, () => post<Preview>(`/api/import/${id}/preview`, others.readChoices), {
    ifGone: () => store.set((now) => removeSheet(now, key)),
  });
  if (preview) store.set((now) => change(now, key, () => ({ kept: new Map(kept) })));
}

async function opened(
  key: string,
  request: () => Promise<Preview>,
  { ifGone }: { ifGone?: () => void } = {},
): Promise<Preview | null> {
  try {
    const preview = await request();
    store.set((now) => open(now, key, preview));
    return preview;
  } catch (error) {
    if (isAborted(error)) return null;
    if (ifGone && error instanceof ApiError && (error.status === 404 || error.status === 409)) ifGone();
    else
      store.set((now) =>
        change(now, key, () => ({ stage: { name: "failed", sentence: sentenceFor(error) } })),
      );
    return null;
  }
}

export async function ask(key: string, { answers, ...wanted }: Question): Promise<void> {
  const sheet = find(key);
  if (!sheet?.preview) return;
  const { preview } = sheet;
  const stopper = begin(key);
  const { account_id, ...others } = wanted;
  // The account that is chosen knows its currency better than earlier choices, and is no new one.
  const readChoices: ReadChoices = account_id
    ? aboutReading({ ...sheet.readChoices, ...others })
    : { ...sheet.readChoices, ...others };
  store.set((now) =>
    change(now, key, (old) => ({
      isAsking: true,
      refusal: null,
      readChoices,
      answered: answers ? [...old.answered, ...answers] : old.answered,
      ...(account_id ? { newAccount: null, plan: null } : {}),
      // What was just chosen shows at once, also while the answer is on its way.
      preview:
        old.preview && wanted.column_mapping
          ? { ...old.preview, column_mapping: wanted.column_mapping }
          : old.preview,
    })),
  );
  try {
    const found = await post<Preview>(
      `/api/import/${preview.id}/preview`,
      { ...readChoices, ...(account_id ? { account_id } : {}) },
      { signal: stopper.signal },
    );
    if (stoppers.get(key) === stopper) store.set((now) => open(now, key, found));
  } catch (error) {
    if (stoppers.get(key) !== stopper || isAborted(error)) return;
    store.set((now) => change(now, key, () => ({ isAsking: false, refusal: sentenceFor(error) })));
  }
}

function aboutReading({
  currency: _currency,
  is_for_new_account: _isForNew,
  ...readChoices
}: ReadChoices): ReadChoices {
  return readChoices;
}

export function answer(key: string, question: string): void {
  store.set((now) => change(now, key, ({ answered }) => ({ answered: [...answered, question] })));
}

export async function close(sheet: Sheet): Promise<void> {
  stoppers.get(sheet.key)?.abort();
  stoppers.delete(sheet.key);
  store.set((now) => removeSheet(now, sheet.key));
  // A file that was undone before stays in the history; only a fresh preview is forgotten.
  const isFresh = sheet.stage.name === "open" && sheet.preview?.status === "previewed";
  if (isFresh && sheet.preview) await remove(`/api/import/${sheet.preview.id}`).catch(() => undefined);
}

function isOpenHere(key: string): boolean {
  return find(key) !== undefined;
}

function begin(key: string): AbortController {
  stoppers.get(key)?.abort();
  const stopper = new AbortController();
  stoppers.set(key, stopper);
  return stopper;
}

function nextKey(): string {
  files += 1;
  return `file-${files}`;
}
