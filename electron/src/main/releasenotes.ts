/** The notes of a release as plain text. They come from outside, so no mark-up of theirs is ever shown as such. */
import type { UpdateInfo } from "electron-updater";

const MOST_SIGNS = 1_500;

export function notesOf({ releaseNotes }: UpdateInfo): string {
  const all = Array.isArray(releaseNotes) ? releaseNotes.map(({ note }) => note ?? "").join("\n\n") : (releaseNotes ?? "");
  const text = plain(all);
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text;
}

function plain(marked: string): string {
  return marked
    .replace(/<(br|\/p|\/li|\/h\d)[^>]*>/gi, "\n")
    .replace(/<li[^>]*>/gi, "• ")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
