/** Long lists come a page at a time; each page names the place where the next begins. */
import { type InfiniteData, infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { get, type Params } from "./client";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

/** Where a page stands in a list whose pages are loaded in any order. */
export interface PageParam {
  /** The positions that this page covers: from `begin`, `length` of them. */
  begin: number;
  length: number;
  /** Read before the list changed; it is read again when it comes into view. */
  isOld: boolean;
}

export type Pages<P> = InfiniteData<P, string | null>;

/** A list that grows as one scrolls. The key carries the filter, so a slow old answer can only land in its own place. */
export function pagedQuery<P extends Page<unknown>>(key: QueryKey, path: string, params: Params) {
  return infiniteQueryOptions<P, Error, Pages<P>, QueryKey, string | null>({
    queryKey: [...key, params],
    queryFn: ({ pageParam, signal }) => get<P>(path, { params: { ...params, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

export function itemsOf<T>(pages: Pages<Page<T>> | undefined): T[] {
  return pages ? pages.pages.flatMap((page) => page.items) : [];
}

/** The same pages with some items changed (or left out, when the change says null). */
export function mapItems<T extends { id: number }, P extends Page<T>, Q>(
  pages: InfiniteData<P, Q>,
  change: (item: T) => T | null,
): InfiniteData<P, Q> {
  // A row that is on two pages, an old and a fresh one, leaves the list once.
  const gone = new Set<number>();
  const changed = pages.pages.map((page) => {
    const items = page.items.flatMap((item) => {
      const made = change(item);
      if (made === null) gone.add(item.id);
      return made === null ? [] : [made];
    });
    return { ...page, items };
  });
  const dropped = changed.map(({ items }, at) => (pages.pages[at]?.items.length ?? 0) - items.length);
  const params: readonly unknown[] = pages.pageParams;
  return {
    pages: changed.map((page) => ({ ...page, total: page.total - gone.size })),
    pageParams: params.every(isPosition) ? (withoutDropped(params, dropped) as Q[]) : pages.pageParams,
  };
}

function isPosition(param: unknown): param is PageParam {
  return typeof param === "object" && param !== null && "begin" in param;
}

/** The pages after items have left: each covers fewer positions, and begins earlier by what left before it. */
function withoutDropped(params: readonly PageParam[], dropped: readonly number[]): PageParam[] {
  return params.map((param, at) => ({
    ...param,
    begin:
      param.begin -
      params.reduce((sum, { begin }, other) => sum + (begin < param.begin ? (dropped[other] ?? 0) : 0), 0),
    length: param.length - (dropped[at] ?? 0),
  }));
}
