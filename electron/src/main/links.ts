/** `budgetapp://review` leads to the page of that name, and nowhere else. */
export const SCHEME = "budgetapp";

/** The address inside the page that a link names, null if it is none of ours. */
export function pathOf(link: string): string | null {
  const found = /^budgetapp:\/{0,2}([a-z0-9-]+(?:\/[a-z0-9-]+){0,2})?\/?$/i.exec(link);
  return found ? `/${(found[1] ?? "").toLowerCase()}` : null;
}

export function linkIn(words: readonly string[]): string | null {
  return words.find((word) => word.startsWith(`${SCHEME}:`)) ?? null;
}
