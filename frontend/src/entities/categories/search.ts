/** Finding a category by a few letters of its name or of its parent's. */
import type { Category } from "@/api/types";

export interface Found {
  category: Category;
  /** Its parent, when there is one. */
  parent: Category | null;
  /** Where the letters stand in the name, for marking; null when only the parent matched. */
  mark: [from: number, to: number] | null;
}

export interface FoundGroup {
  parent: Category;
  children: Found[];
  /** The parent itself can be chosen and did match (or nothing was typed). */
  isParentFound: boolean;
  parentMark: [number, number] | null;
}

/** Groups in the user's order; names that begin with the letters come before names that merely contain them. */
export function findCategories(all: readonly Category[], typed: string): FoundGroup[] {
  const letters = fold(typed.trim());
  const usable = all.filter((category) => !category.is_archived);
  const groups = usable
    .filter((category) => category.parent_id === null)
    .map((parent) => groupOf(parent, usable, letters))
    .filter((group): group is FoundGroup => group !== null);
  if (!letters) return groups.sort((a, b) => a.parent.position - b.parent.position);
  return groups.sort(
    (a, b) => bestRank(a, letters) - bestRank(b, letters) || a.parent.position - b.parent.position,
  );
}

/** Whether a name, as typed, is already taken under this parent. */
export function isNameTaken(all: readonly Category[], name: string, parent: string | null): boolean {
  return all.some(
    (category) => fold(category.display_name) === fold(name.trim()) && category.parent_short_desc === parent,
  );
}

export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

function groupOf(parent: Category, all: readonly Category[], letters: string): FoundGroup | null {
  const parentMark = markOf(parent.display_name, letters);
  const isParentFound = !letters || parentMark !== null;
  const children = all
    .filter((category) => category.parent_id === parent.id)
    .map((category) => ({ category, parent, mark: markOf(category.display_name, letters) }))
    .filter((found) => isParentFound || found.mark !== null)
    .sort((a, b) => a.category.position - b.category.position);
  if (letters) children.sort((a, b) => rankOf(a.category, letters) - rankOf(b.category, letters));
  return isParentFound || children.length ? { parent, children, isParentFound, parentMark } : null;
}

function markOf(name: string, letters: string): [number, number] | null {
  if (!letters) return null;
  const at = fold(name).indexOf(letters);
  return at < 0 ? null : [at, at + letters.length];
}

function rankOf(category: Category, letters: string): number {
  const name = fold(category.display_name);
  if (name === letters) return 0;
  if (name.startsWith(letters)) return 1;
  if (name.includes(` ${letters}`)) return 2;
  return name.includes(letters) ? 3 : 4;
}

function bestRank(group: FoundGroup, letters: string): number {
  return Math.min(
    rankOf(group.parent, letters),
    ...group.children.map((found) => rankOf(found.category, letters)),
  );
}
