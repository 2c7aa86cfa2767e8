import type { Category } from "@/api/types";

/** Costs that come back each month whatever one does: then the days gone say nothing about them. */
export function isFixed(id: number, categories: readonly Category[]): boolean {
  const category = categories.find((one) => one.id === id);
  if (category?.is_recurring) return true;
  const below = categories.filter((one) => one.parent_id === id && !one.is_archived);
  return below.length > 0 && below.every((one) => one.is_recurring);
}
