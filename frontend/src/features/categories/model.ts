/** The thinking of Categories & rules: the tree as one reads it, and finding in it and in the rules. */
import type { components } from "@/api/schema.gen";
import type { Category } from "@/api/types";
import { fold } from "@/entities/categories/search";
import { count, listOf } from "@/kit/words";

export type Mapping = components["schemas"]["MerchantMapping"];
export type AmountRule = components["schemas"]["AmountRule"];
export type MergePreview = components["schemas"]["MergePreview"];

export interface Refused {
  category: Category;
  sentence: string;
}

/** The dialog that is open over the tree. */
export type OpenDialog =
  | { kind: "move"; category: Category }
  | { kind: "merge"; category: Category }
  | { kind: "new"; parent: Category | null }
  | { kind: "offered" }
  | { kind: "refused"; refused: Refused };

export const rowKeyOf = (category: Category) => `k${category.id}`;

export interface TreeLine {
  category: Category;
  level: 0 | 1;
  childCount: number;
  /** Rows filed here, with those of its parts. */
  rows: number;
  isOpen: boolean;
}

interface View {
  typed: string;
  closed: ReadonlySet<number>;
  withArchived: boolean;
  /** Leaves out categories without transactions. */
  usedOnly?: boolean;
}

/** Main categories with their parts below. What is searched for is shown open. */
export function treeLines(
  all: readonly Category[],
  { typed, closed, withArchived, usedOnly }: View,
): TreeLine[] {
  const letters = fold(typed.trim());
  const usable = all.filter((category) => withArchived || !category.is_archived).filter(isShown);
  function isShown({ id, transaction_count }: Category): boolean {
    return !usedOnly || transaction_count > 0 || rowsIn(all.filter(({ parent_id }) => parent_id === id)) > 0;
  }
  const fits = (category: Category) => fold(category.display_name).includes(letters);
  return byPosition(usable.filter((category) => category.parent_id === null)).flatMap((parent) => {
    const below = byPosition(usable.filter((category) => category.parent_id === parent.id));
    const shown = letters && !fits(parent) ? below.filter(fits) : below;
    if (letters && !fits(parent) && !shown.length) return [];
    const isOpen = Boolean(letters) || !closed.has(parent.id);
    const head: TreeLine = {
      category: parent,
      level: 0,
      childCount: below.length,
      rows: rowsIn([parent, ...below]),
      isOpen,
    };
    const rest = shown.map(
      (category): TreeLine => ({
        category,
        level: 1,
        childCount: 0,
        rows: category.transaction_count,
        isOpen: false,
      }),
    );
    return isOpen ? [head, ...rest] : [head];
  });
}

function rowsIn(categories: readonly Category[]): number {
  return categories.reduce((sum, category) => sum + category.transaction_count, 0);
}

function byPosition(categories: readonly Category[]): Category[] {
  return [...categories].sort(
    (a, b) => a.position - b.position || a.display_name.localeCompare(b.display_name),
  );
}

/** Those it may move below: main categories, if it has no parts of its own. */
export function placesFor(category: Category, all: readonly Category[]): Category[] {
  const hasParts = all.some((other) => other.parent_id === category.id);
  if (hasParts) return [];
  return byPosition(
    all.filter(
      (other) =>
        other.parent_id === null &&
        other.id !== category.id &&
        other.id !== category.parent_id &&
        !other.is_archived,
    ),
  );
}

const USES: readonly [key: string, one: string, many: string][] = [
  ["transactions", "transaction", "transactions"],
  ["parts", "part of a split", "parts of splits"],
  ["predictions", "suggestion", "suggestions"],
  ["mappings", "merchant rule", "merchant rules"],
  ["rules", "amount rule", "amount rules"],
  ["budgets", "budget", "budgets"],
  ["children", "subcategory", "subcategories"],
];

/** "42 transactions, 3 merchant rules and 1 budget"; null when nothing uses it. */
export function usesInWords(uses: Readonly<Record<string, unknown>>): string | null {
  const parts = USES.flatMap(([key, one, many]) => {
    const number = uses[key];
    return typeof number === "number" && number > 0 ? [count(number, one, many)] : [];
  });
  return parts.length ? listOf(parts) : null;
}

export function findMappings(all: readonly Mapping[], typed: string): Mapping[] {
  const letters = fold(typed.trim());
  return letters
    ? all.filter((one) => fold(`${one.merchant_pattern} ${one.category_name}`).includes(letters))
    : [...all];
}

export function findRules(all: readonly AmountRule[], typed: string): AmountRule[] {
  const letters = fold(typed.trim());
  return letters
    ? all.filter((one) =>
        fold(`${one.description_pattern} ${one.category_name} ${one.notes ?? ""}`).includes(letters),
      )
    : [...all];
}

export const MATCHES = [
  { value: "word", label: "Contains these words" },
  { value: "exact", label: "Is exactly" },
  { value: "regex", label: "Matches this pattern" },
] as const;

export function matchWords(match: Mapping["match"]): string {
  return MATCHES.find((one) => one.value === match)?.label ?? match;
}
