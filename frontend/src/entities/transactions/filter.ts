/** Which rows a list shows. The filter lives in the address, so that back, reload and a copied link all work. */
import type { Params } from "@/api/client";

export interface RowFilter {
  search: string;
  account_id: string | null;
  category: string | null;
  category_id: string | null;
  parent_category_id: string | null;
  predicted_category_id: string | null;
  tier: string | null;
  source: string | null;
  status: string | null;
  year: string | null;
  start_date: string | null;
  end_date: string | null;
  import_id: string | null;
  merchant_key: string | null;
  uncategorized: boolean;
  exclude_transfers: boolean;
  sort: string;
}

export const NEWEST_FIRST = "-on";

const TEXTS = [
  "account_id",
  "category",
  "category_id",
  "parent_category_id",
  "predicted_category_id",
  "tier",
  "source",
  "status",
  "year",
  "start_date",
  "end_date",
  "import_id",
  "merchant_key",
] as const;
const SWITCHES = ["uncategorized", "exclude_transfers"] as const;

export function readFilter(address: URLSearchParams): RowFilter {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, address.get(name) || null]));
  const switches = Object.fromEntries(SWITCHES.map((name) => [name, address.get(name) === "true"]));
  return {
    ...(texts as Pick<RowFilter, (typeof TEXTS)[number]>),
    ...(switches as Pick<RowFilter, (typeof SWITCHES)[number]>),
    search: address.get("search") ?? "",
    sort: address.get("sort") ?? NEWEST_FIRST,
  };
}

/** The address with some conditions changed. What the filter does not know stays as it is. */
export function writeFilter(address: URLSearchParams, change: Partial<RowFilter>): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(change)) {
    const isOff =
      value === null || value === "" || value === false || (name === "sort" && value === NEWEST_FIRST);
    if (isOff) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** What the backend is asked for. */
export function toParams(filter: RowFilter): Params {
  return { ...filter, search: filter.search.trim() };
}

/** The same conditions as `filter`, as a request body takes them. */
export function toFilterBody({ sort: _sort, status, tier, search, ...rest }: RowFilter) {
  const set = Object.entries(rest).filter(([, value]) => value !== null && value !== false);
  return {
    ...Object.fromEntries(set),
    ...(search.trim() && { search: search.trim() }),
    ...(status && { status: status.split(",") }),
    ...(tier && { tier: tier.split(",") }),
  };
}

/** How many conditions narrow the list; the order is none. */
export function conditionCount(filter: RowFilter): number {
  const { search, sort: _sort, ...rest } = filter;
  return (search.trim() ? 1 : 0) + Object.values(rest).filter(Boolean).length;
}

export const NO_CONDITIONS: Partial<RowFilter> = Object.fromEntries([
  ["search", ""],
  ...TEXTS.map((name) => [name, null] as const),
  ...SWITCHES.map((name) => [name, false] as const),
]);
