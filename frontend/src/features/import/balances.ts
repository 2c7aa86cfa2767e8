/** Which of the balances that a file states are worth showing at its head. All pure. */
import type { StatedBalance } from "@/api/types";

const WORDS: Record<string, string> = {
  opening: "Opening balance",
  closing: "Closing balance",
  available: "Available",
};

/** The first opening, the last closing and the last available balance. */
export function endsOf(balances: readonly StatedBalance[]): { word: string; balance: StatedBalance }[] {
  const ordered = [...balances].sort((a, b) => a.on.localeCompare(b.on));
  return Object.entries(WORDS).flatMap(([kind, word]) => {
    const some = ordered.filter((balance) => balance.kind === kind);
    const balance = kind === "opening" ? some[0] : some[some.length - 1];
    return balance ? [{ word, balance }] : [];
  });
}
