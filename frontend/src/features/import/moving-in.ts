/** A whole book of another program, from the drop to its parity report. It outlives a visit to another page. */
import type { QueryClient } from "@tanstack/react-query";
import { get, isAborted, post, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Book, BookChoices, ImportProgress, Parity } from "@/api/types";
import { createStore, useStore } from "@/kit/store";

export type MovingStage =
  | { name: "choosing"; parity: Parity | null; isTrying: boolean; refusal: string | null }
  | { name: "moving"; progress: ImportProgress | null; isStopping: boolean }
  | { name: "done"; parity: Parity };

export interface Moving {
  book: Book;
  choices: BookChoices;
  stage: MovingStage;
}

const POLL_MS = 500;
const HEAD_BYTES = 4096;
const BOOK_ENDINGS =
  /\.(zip|sqlite|sqlite3|db|gnucash|gz|journal|hledger|ledger|beancount|bean|qif|json|actual|dat)$/i;
const moving = createStore<Moving | null>(null);
/** Answers to try-outs that were asked before this one are dropped. */
let trial = 0;

export function useMoving(): Moving | null {
  return useStore(moving);
}

/** Whether a file may be a book: by its name, or by what its first line is in the exports of other programs. */
export async function mayBeBook(file: File): Promise<boolean> {
  if (BOOK_ENDINGS.test(file.name)) return true;
  if (!/\.(csv|tsv|txt|xml)$/i.test(file.name)) return false;
  return isHeadOfBook(await file.slice(0, HEAD_BYTES).text());
}

export function isHeadOfBook(head: string): boolean {
  if (head.includes("<gnc-v2")) return true;
  const columns = new Set(
    (head.split(/\r?\n/, 1)[0] ?? "")
      .replace(/^\uFEFF/, "")
      .split(/[,;\t]/)
      .map((column) => column.replace(/"/g, "").trim().toLowerCase()),
  );
  const has = (...names: string[]) => names.every((name) => columns.has(name));
  return (
    has("account", "payee", "category group", "category", "memo", "outflow", "inflow") ||
    has("account", "date", "payee", "notes", "category", "amount", "cleared") ||
    has("journal_id", "group_id", "source_name", "destination_name") ||
    has("original description", "transaction type", "category", "account name") ||
    has("merchant", "category", "account", "original statement") ||
    has("name", "parent category", "excluded", "account") ||
    has("payee", "category", "account_name", "amount")
  );
}

/** Opens a file as a book, and says whether it is one. A book that is damaged is refused like any file. */
export async function openBook(
  file: File,
  options: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<boolean> {
  const form = new FormData();
  form.append("file", file);
  const { book } = await upload<{ book: Book | null }>("/api/moving-in", form, options);
  if (book) lay(book);
  return book !== null;
}

function lay(book: Book): void {
  const choices: BookChoices = {
    accounts: Object.fromEntries(book.accounts.map(({ key, choice }) => [key, choice])),
    categories: Object.fromEntries(book.categories.map(({ key, choice }) => [key, choice])),
    keeps_doubtful: false,
  };
  moving.set({ book, choices, stage: { name: "choosing", parity: null, isTrying: false, refusal: null } });
  void tryOut();
}

/** Asks what moving in as chosen would do. Nothing is changed. */
export async function tryOut(): Promise<void> {
  const now = moving.get();
  if (now?.stage.name !== "choosing") return;
  trial += 1;
  const mine = trial;
  if (!takesAnAccount(now.choices))
    return goTo({ name: "choosing", parity: null, isTrying: false, refusal: null });
  goTo({ ...now.stage, isTrying: true, refusal: null });
  try {
    const parity = await post<Parity>(`/api/moving-in/${now.book.id}/try-out`, now.choices);
    if (mine === trial) goTo({ name: "choosing", parity, isTrying: false, refusal: null });
  } catch (error) {
    if (mine === trial && !isAborted(error))
      goTo({ name: "choosing", parity: null, isTrying: false, refusal: sentenceFor(error) });
  }
}

/** Whether an account is chosen: without one there is nothing to ask and nothing to move. */
export function takesAnAccount(choices: BookChoices): boolean {
  return Object.values(choices.accounts).some(({ is_left_out }) => !is_left_out);
}

export function choose(change: (choices: BookChoices) => BookChoices): void {
  moving.set((now) => now && { ...now, choices: change(now.choices) });
  void tryOut();
}

export async function chooseCurrency(currency: string): Promise<void> {
  const now = moving.get();
  if (!now) return;
  try {
    lay(await post<Book>(`/api/moving-in/${now.book.id}/currency`, { currency }));
  } catch (error) {
    goTo({ name: "choosing", parity: null, isTrying: false, refusal: sentenceFor(error) });
  }
}

/** Moves the book in as chosen, all of it or nothing. */
export async function moveIn(client: QueryClient): Promise<void> {
  const now = moving.get();
  if (now?.stage.name !== "choosing") return;
  const before = now.stage;
  const path = `/api/moving-in/${now.book.id}`;
  goTo({ name: "moving", progress: null, isStopping: false });
  const poll = window.setInterval(async () => {
    const progress = await get<ImportProgress>(`${path}/progress`).catch(() => null);
    moving.set((old) => (old?.stage.name === "moving" ? { ...old, stage: { ...old.stage, progress } } : old));
  }, POLL_MS);
  try {
    goTo({ name: "done", parity: await post<Parity>(`${path}/commit`, now.choices) });
  } catch (error) {
    goTo({ ...before, isTrying: false, refusal: sentenceFor(error) });
  } finally {
    window.clearInterval(poll);
  }
  await client.invalidateQueries();
}

export function stopMoving(): void {
  const now = moving.get();
  if (now?.stage.name !== "moving") return;
  goTo({ ...now.stage, isStopping: true });
  void post(`/api/moving-in/${now.book.id}/cancel`).catch(() => undefined);
}

export function closeBook(): void {
  const now = moving.get();
  trial += 1;
  moving.set(null);
  if (now && now.stage.name !== "done") void remove(`/api/moving-in/${now.book.id}`).catch(() => undefined);
}

/** What is over makes way for files that come. */
export function closeFinishedBook(): void {
  if (moving.get()?.stage.name === "done") closeBook();
}

function goTo(stage: MovingStage): void {
  moving.set((now) => now && { ...now, stage });
}
