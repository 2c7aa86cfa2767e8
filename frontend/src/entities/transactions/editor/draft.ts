/** What a person has typed in the editor and not saved, and what saving it would send. Pure. */
import type { Transaction } from "@/api/types";
import { evaluateAmount } from "@/kit/arithmetic";
import { isDay } from "@/kit/dates";
import { formatSize, toInput } from "@/kit/money";

export interface PartDraft {
  id: number;
  memo: string;
  category: string | null;
  typed: string;
  /** Tags of the part, with commas between. */
  typedTags: string;
  /** Takes what the others leave of the amount. */
  isRest: boolean;
}

export type ShareKind = "all" | "half" | "other";

export interface Draft {
  typed: string;
  way: "out" | "in";
  on: string;
  accountId: number;
  payee: string;
  category: string | null;
  notes: string;
  tags: readonly string[];
  parts: readonly PartDraft[];
  isExcluded: boolean;
  isFlagged: boolean;
  share: ShareKind;
  /** What is the person's own, if `share` is "other". */
  typedOwn: string;
  person: string;
}

let lastId = 0;

export function newPart(some: Partial<Omit<PartDraft, "id">> = {}): PartDraft {
  lastId += 1;
  return { id: lastId, memo: "", category: null, typed: "", typedTags: "", isRest: false, ...some };
}

export function draftOf(row: Transaction): Draft {
  const size = Math.abs(row.amount_minor);
  const own = row.own_minor === null ? null : Math.abs(row.own_minor);
  return {
    typed: toInput(size, row.currency),
    way: row.amount_minor < 0 ? "in" : "out",
    on: row.on,
    accountId: row.account_id,
    payee: row.merchant_name,
    category: row.category_short_desc,
    notes: row.notes ?? "",
    tags: row.tags,
    parts: row.splits.map((split) =>
      newPart({
        memo: split.memo ?? "",
        category: split.category_short_desc,
        typed: toInput(Math.abs(split.amount_minor), row.currency),
        typedTags: split.tags.join(", "),
      }),
    ),
    isExcluded: row.is_excluded,
    isFlagged: row.is_flagged,
    share: own === null ? "all" : own === halfOf(size) ? "half" : "other",
    typedOwn: own === null ? "" : toInput(own, row.currency),
    person: row.shared_with ?? "",
  };
}

/** Half, the odd cent included. */
export function halfOf(size: number): number {
  return size - Math.floor(size / 2);
}

/** The sizes of the parts, null where one cannot be read; the one that takes the rest has what the others leave. */
export function sizesOf(parts: readonly PartDraft[], whole: number, currency: string): (number | null)[] {
  const sizes = parts.map((part) => (part.isRest ? 0 : evaluateAmount(part.typed, currency)));
  const rest = whole - sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return parts.map((part, at) => (part.isRest ? rest : (sizes[at] ?? null)));
}

/** What is still to be divided; below zero it is too much. Null if a part cannot be read. */
export function leftOver(parts: readonly PartDraft[], whole: number, currency: string): number | null {
  const sizes = sizesOf(parts, whole, currency);
  if (sizes.some((size) => size === null)) return null;
  return whole - sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** Whole percents that sum to 100, by largest remainder. */
export function percentsOf(sizes: readonly (number | null)[], whole: number): (number | null)[] {
  const total = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  if (whole <= 0 || total !== whole || sizes.some((size) => size === null || size < 0))
    return sizes.map((size) => (size === null || whole <= 0 ? null : Math.round((size / whole) * 100)));
  return allocate(100, sizes as number[]);
}

/** Divides a whole number in proportion to weights, so that the parts sum to it. */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((one, other) => one + other, 0);
  if (sum <= 0) return weights.map((_, at) => (at === 0 ? total : 0));
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((one, other) => one + other, 0);
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}

/** All parts of one size, odd cents to the first ones. */
export function equalParts(parts: readonly PartDraft[], whole: number, currency: string): PartDraft[] {
  const sizes = allocate(
    whole,
    parts.map(() => 1),
  );
  return parts.map((part, at) => ({ ...part, typed: toInput(sizes[at] ?? 0, currency), isRest: false }));
}

/** One part more: the first time the whole as it was and a rest, later a part that takes what is left. */
export function withPart(draft: Draft, whole: number, currency: string): readonly PartDraft[] {
  if (draft.parts.length === 0)
    return [
      newPart({ category: draft.category, typed: toInput(whole, currency) }),
      newPart({ isRest: true }),
    ];
  const hasRest = draft.parts.some((part) => part.isRest);
  return [...draft.parts, newPart({ isRest: !hasRest, typed: hasRest ? toInput(0, currency) : "" })];
}

/** Without a part; if it took the rest, the last one takes it now. One part alone is no split. */
export function withoutPart(parts: readonly PartDraft[], id: number): readonly PartDraft[] {
  const left = parts.filter((part) => part.id !== id);
  if (left.length < 2) return [];
  const isGone = parts.some((part) => part.id === id && part.isRest);
  return left.map((part, at) => (isGone && at === left.length - 1 ? { ...part, isRest: true } : part));
}

/** The sentence that says why a draft cannot be saved; null if it can. */
export function problemOf(draft: Draft, currency: string): string | null {
  const size = evaluateAmount(draft.typed, currency);
  if (size === null) return `Enter an amount like ${toInput(4618, currency)}.`;
  if (!isDay(draft.on)) return "Enter a valid date.";
  if (!draft.payee.trim()) return "Enter a payee.";
  const left = leftOver(draft.parts, size, currency);
  if (draft.parts.length && left === null) return "A part has no amount.";
  if (draft.parts.length && left !== 0)
    return `The parts do not add up: ${formatSize(left ?? 0, currency)} ${(left ?? 0) > 0 ? "left" : "too much"}.`;
  if (draft.share === "other") {
    const own = evaluateAmount(draft.typedOwn, currency);
    if (own === null || own < 0 || own > size) return "Your share is part of the amount.";
  }
  return null;
}

/** The tags in a text with commas between, each once. */
export function tagsOf(typed: string): string[] {
  const found = new Map<string, string>();
  for (const name of typed.split(",").map((each) => each.trim()))
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  return [...found.values()];
}

export type Fields = Record<string, unknown>;

/** The fields that differ from the row, and what they were in it. Only for a draft without a problem. */
export function changesOf(row: Transaction, draft: Draft): { changes: Fields; seen: Fields } {
  const size = evaluateAmount(draft.typed, row.currency) ?? Math.abs(row.amount_minor);
  const sign = draft.way === "in" ? -1 : 1;
  const ownSize = draft.share === "half" ? halfOf(size) : evaluateAmount(draft.typedOwn, row.currency);
  const own = draft.share === "all" || ownSize === null ? null : sign * ownSize;
  const sizes = sizesOf(draft.parts, size, row.currency);
  const wanted: Fields = {
    amount_minor: sign * size,
    on: draft.on,
    account_id: draft.accountId,
    merchant_name: draft.payee.trim(),
    notes: draft.notes.trim() || null,
    tags: draft.tags,
    splits: draft.parts.map((part, at) => ({
      amount_minor: sign * (sizes[at] ?? 0),
      category_short_desc: part.category,
      memo: part.memo.trim() || null,
      tags: tagsOf(part.typedTags),
    })),
    is_excluded: draft.isExcluded,
    is_flagged: draft.isFlagged,
    own_minor: own,
    shared_with: draft.share === "all" ? null : draft.person.trim() || null,
    ...(draft.parts.length || draft.category === null ? {} : { category_short_desc: draft.category }),
  };
  const before: Fields = {
    ...row,
    splits: row.splits.map(({ amount_minor, category_short_desc, memo, tags }) => ({
      amount_minor,
      category_short_desc,
      memo,
      tags,
    })),
  };
  const names = Object.keys(wanted).filter(
    (name) => JSON.stringify(wanted[name]) !== JSON.stringify(before[name]),
  );
  return {
    changes: Object.fromEntries(names.map((name) => [name, wanted[name]])),
    seen: Object.fromEntries(names.map((name) => [name, before[name]])),
  };
}
