/** Long lists come a page at a time; each page names the place where the next begins. */
import { type InfiniteData, infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { get, type Params } from "./client";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
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
export function mapItems<T, P extends Page<T>>(pages: Pages<P>, change: (item: T) => T | null): Pages<P> {
  let gone = 0;
  const changed = pages.pages.map((page) => {
    const items = page.items.map(change).filter((item): item is Awaited<T> & T => item !== null);
    gone += page.items.length - items.length;
    return { ...page, items };
  });
  return { ...pages, pages: changed.map((page) => ({ ...page, total: page.total - gone })) };
}
