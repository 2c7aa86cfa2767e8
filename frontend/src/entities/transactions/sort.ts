/** The order of a list of transactions: a column's name, with a minus for the largest first. */

export type SortColumn = "on" | "description" | "amount";

/** A press on a heading: first the way one expects of that column, then the other way. */
export function nextSort(now: string, column: SortColumn): string {
  const first = column === "description" ? column : `-${column}`;
  const second = column === "description" ? `-${column}` : column;
  return now === first ? second : first;
}

export function sortState(now: string, column: SortColumn): "ascending" | "descending" | "none" {
  if (now === column) return "ascending";
  return now === `-${column}` ? "descending" : "none";
}
