/** The folder of old files that lies open. It outlives a visit to another page. */
import type { QueryClient } from "@tanstack/react-query";
import { addressOf, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Archived } from "@/api/types";
import { createStore, useStore } from "@/kit/store";
import { type Archive, type ArchiveStage, filesIn, refusalFor, titleOf } from "./archive";

const archive = createStore<Archive | null>(null);
let stopper: AbortController | null = null;

export function useArchive(): Archive | null {
  return useStore(archive);
}

/** Shows what importing the folder would do. Nothing is changed. */
export async function chooseFolder(chosen: readonly File[]): Promise<void> {
  if (!chosen.length || archive.get()?.stage.name === "adding") return;
  stopper?.abort();
  const files = filesIn(chosen);
  const reason = refusalFor(files);
  const folder = { title: titleOf(chosen), files };
  archive.set({
    ...folder,
    stage: reason ? { name: "failed", sentence: reason } : { name: "looking", share: 0 },
  });
  if (reason) return;
  const mine = new AbortController();
  stopper = mine;
  const stage = await send(folder, {
    looksOnly: true,
    signal: mine.signal,
    onProgress: (share) => stopper === mine && goTo({ name: "looking", share }),
  }).then(
    (seen): ArchiveStage => ({ name: "looked", seen, refusal: null }),
    (error): ArchiveStage => ({ name: "failed", sentence: sentenceFor(error) }),
  );
  if (stopper === mine) goTo(stage);
}

/** Imports the folder that was looked at, all of it or nothing. */
export async function importArchive(client: QueryClient): Promise<void> {
  const folder = archive.get();
  if (folder?.stage.name !== "looked") return;
  const { seen } = folder.stage;
  goTo({ name: "adding", seen });
  try {
    goTo({ name: "done", done: await send(folder, { looksOnly: false }) });
  } catch (error) {
    goTo({ name: "looked", seen, refusal: sentenceFor(error) });
  }
  await client.invalidateQueries();
}

export function closeArchive(): void {
  stopper?.abort();
  stopper = null;
  archive.set(null);
}

/** What is over makes way for files that come. */
export function closeFinishedArchive(): void {
  const name = archive.get()?.stage.name;
  if (name === "done" || name === "failed") closeArchive();
}

function goTo(stage: ArchiveStage): void {
  archive.set((now) => now && { ...now, stage });
}

function send(
  { title, files }: Pick<Archive, "title" | "files">,
  {
    looksOnly,
    ...options
  }: { looksOnly: boolean; signal?: AbortSignal; onProgress?: (share: number) => void },
): Promise<Archived> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  // Said in words: a parameter that is false would not be sent, and then it is only looked at.
  const address = addressOf("/api/import/archive", { looks_only: String(looksOnly), title });
  return upload<Archived>(address, form, options);
}
