/** What the table shows: categories, and below those that are open their parts, merchants and rows. */
import type { components } from "@/api/schema.gen";
import type { Transaction } from "@/api/types";
import type { SpendLine } from "./model";

export type Merchant = components["schemas"]["MerchantOut"];

/** An answer that may still be on its way. */
export interface Asked<T> {
  items: readonly T[];
  isWaiting: boolean;
  isFailed: boolean;
}

export type OutlineLine =
  | { kind: "category"; key: string; level: 0 | 1; line: SpendLine; color: string | null; isOpen: boolean }
  | {
      kind: "merchant";
      key: string;
      level: 1 | 2;
      merchant: Merchant;
      categoryId: number;
      color: string | null;
      isOpen: boolean;
    }
  | { kind: "row"; key: string; level: 2 | 3; row: Transaction }
  | { kind: "words"; key: string; level: 1 | 2 | 3; words: string };

export interface Below {
  merchants: (categoryId: number) => Asked<Merchant>;
  rows: (categoryId: number, merchantKey: string) => Asked<Transaction>;
}

export const categoryKey = (id: number, level: 0 | 1) => `${level === 0 ? "p" : "c"}${id}`;
export const merchantKeyOf = (categoryId: number, key: string) => `m${categoryId}:${key}`;

export function outline(lines: readonly SpendLine[], open: ReadonlySet<string>, below: Below): OutlineLine[] {
  return lines.flatMap((parent) => {
    const key = categoryKey(parent.id, 0);
    const isOpen = open.has(key);
    const head: OutlineLine = { kind: "category", key, level: 0, line: parent, color: parent.color, isOpen };
    if (!isOpen) return [head];
    const only = parent.children.length === 1 ? parent.children[0] : undefined;
    if (only?.id === parent.id) return [head, ...merchantLines(parent.id, 1, parent.color, open, below)];
    return [head, ...parent.children.flatMap((child) => childLines(child, parent.color, open, below))];
  });
}

function childLines(
  child: SpendLine,
  color: string | null,
  open: ReadonlySet<string>,
  below: Below,
): OutlineLine[] {
  const key = categoryKey(child.id, 1);
  const isOpen = open.has(key);
  const head: OutlineLine = { kind: "category", key, level: 1, line: child, color, isOpen };
  return isOpen ? [head, ...merchantLines(child.id, 2, color, open, below)] : [head];
}

function merchantLines(
  categoryId: number,
  level: 1 | 2,
  color: string | null,
  open: ReadonlySet<string>,
  below: Below,
): OutlineLine[] {
  const asked = below.merchants(categoryId);
  const known = asked.items.flatMap((merchant): OutlineLine[] => {
    const key = merchantKeyOf(categoryId, merchant.merchant_key);
    const isOpen = open.has(key);
    const head: OutlineLine = { kind: "merchant", key, level, merchant, categoryId, color, isOpen };
    return isOpen ? [head, ...rowLines(categoryId, merchant, level === 1 ? 2 : 3, below)] : [head];
  });
  return known.length ? known : waitingLine(asked, `${categoryId}`, level);
}

function rowLines(categoryId: number, merchant: Merchant, level: 2 | 3, below: Below): OutlineLine[] {
  const asked = below.rows(categoryId, merchant.merchant_key);
  const known = asked.items.map((row): OutlineLine => ({ kind: "row", key: `r${row.id}`, level, row }));
  return known.length ? known : waitingLine(asked, `${categoryId}:${merchant.merchant_key}`, level);
}

function waitingLine(asked: Asked<unknown>, of: string, level: 1 | 2 | 3): OutlineLine[] {
  const words = asked.isFailed
    ? "Could not be loaded. Close and open it to try again."
    : asked.isWaiting
      ? "Loading…"
      : "Nothing here";
  return [{ kind: "words", key: `w${of}`, level, words }];
}

/** `p1~c2~m2:harvest lane`, as the address keeps it. */
export function readOpen(text: string | null): ReadonlySet<string> {
  return new Set(text ? text.split("~") : []);
}

export function writeOpen(open: ReadonlySet<string>): string | null {
  return open.size ? [...open].join("~") : null;
}

/** The open categories whose merchants must be asked for, and the open merchants whose rows must be. */
export function wanted(open: ReadonlySet<string>, lines: readonly SpendLine[]) {
  const categories = lines.flatMap((parent) => {
    if (!open.has(categoryKey(parent.id, 0))) return [];
    const only = parent.children.length === 1 && parent.children[0]?.id === parent.id;
    if (only) return [parent.id];
    return parent.children.filter((child) => open.has(categoryKey(child.id, 1))).map((child) => child.id);
  });
  const merchants = [...open]
    .filter((key) => key.startsWith("m"))
    .map((key) => ({
      categoryId: Number(key.slice(1, key.indexOf(":"))),
      key: key.slice(key.indexOf(":") + 1),
    }))
    .filter((merchant) => categories.includes(merchant.categoryId));
  return { categories, merchants };
}
