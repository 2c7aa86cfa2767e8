/** Lists of any length whose pages are loaded where the list is looked at, in any order. */
import { hashKey, keepPreviousData, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { get, isAborted, type Params } from "./client";
import type { Page } from "./paging";

export interface PageParam {
  /** Which page of the list this is: 0 is the first. */
  index: number;
  /** Read before the list changed; it is read again when it comes into view. */
  isOld: boolean;
}

/** Of the shape of an infinite query, so that `mapItems` changes the items of both. Pages are in the order of loading. */
export interface LoadedPages<P> {
  pages: P[];
  pageParams: PageParam[];
}

interface Options {
  key: QueryKey;
  path: string;
  params: Params;
  /** Items per page. */
  size: number;
  onError: (error: unknown) => void;
}

// One request for all positions that a dragged scrollbar passes in this time.
const GATHER_MS = 40;
// Items above and below the visible ones that are loaded ahead.
const AHEAD = 60;

/** Returns the query of the list; `items` has the length of the whole list, with holes where nothing is loaded. */
export function useWindowedPages<T, P extends Page<T>>({ key, path, params, size, onError }: Options) {
  const client = useQueryClient();
  const queryKey = [...key, params];
  const hash = hashKey(queryKey);
  const list = useRef({ queryKey, params, visible: [0, 0] as [number, number] });
  list.current.queryKey = queryKey;
  list.current.params = params;
  const loading = useRef(new Map<number, Promise<unknown>>());
  const failed = useRef(onError);
  failed.current = onError;

  const read = useCallback(
    (index: number, signal: AbortSignal | undefined, cursor: string | null = null) => {
      const from = cursor === null ? { offset: index * size } : { cursor };
      return get<P>(path, { params: { ...list.current.params, ...from, limit: size }, signal });
    },
    [path, size],
  );

  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LoadedPages<P>> => {
      const before = client.getQueryData<LoadedPages<P>>(queryKey);
      const indexes = before ? range(...list.current.visible) : [0];
      const pages = await Promise.all(indexes.map((index) => read(index, signal)));
      const fresh = indexes.map((index) => ({ index, isOld: false }));
      if (!before) return { pages, pageParams: fresh };
      const kept = before.pageParams.flatMap(({ index }, at) => (indexes.includes(index) ? [] : [at]));
      return {
        pages: [...kept.flatMap((at) => before.pages[at] ?? []), ...pages],
        pageParams: [
          ...kept.map((at) => ({ index: before.pageParams[at]?.index ?? 0, isOld: true })),
          ...fresh,
        ],
      };
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

  const load = useCallback(
    (index: number): Promise<unknown> => {
      const { queryKey } = list.current;
      const now = client.getQueryData<LoadedPages<P>>(queryKey);
      if (!now || isFresh(now, index)) return Promise.resolve();
      const running = loading.current.get(index);
      if (running) return running;
      // After a loaded page its cursor goes on without a gap, also when rows kept on screen no longer match.
      const cursor = isFresh(now, index - 1) ? (pageAt(now, index - 1)?.next_cursor ?? null) : null;
      const started = read(index, undefined, cursor)
        .then((page) =>
          client.setQueryData<LoadedPages<P>>(queryKey, (data) => data && withPage(data, index, page)),
        )
        .finally(() => loading.current.delete(index));
      loading.current.set(index, started);
      return started;
    },
    [client, read],
  );

  const loadVisible = useCallback(() => {
    for (const index of range(...list.current.visible))
      load(index).catch((error: unknown) => isAborted(error) || failed.current(error));
  }, [load]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other pages
  useEffect(() => {
    loading.current = new Map();
    list.current.visible = [0, 0];
  }, [hash]);

  const data = query.data;
  useEffect(() => {
    if (data) loadVisible();
  }, [data, loadVisible]);

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const total = data?.pages[data.pages.length - 1]?.total ?? 0;
  return {
    ...query,
    total,
    items: useMemo(() => spread<T, P>(data, total, size), [data, total, size]),
    /** Says which positions are visible, so that they are loaded. */
    show: useCallback(
      (first: number, last: number) => {
        list.current.visible = [
          Math.floor(Math.max(0, first - AHEAD) / size),
          Math.floor(Math.max(0, Math.min(last + AHEAD, total - 1)) / size),
        ];
        clearTimeout(timer.current);
        timer.current = setTimeout(loadVisible, GATHER_MS);
      },
      [loadVisible, size, total],
    ),
    /** Loads all positions from `first` to `last` and returns their items. */
    loadRange: useCallback(
      async (first: number, last: number): Promise<T[]> => {
        await Promise.all(range(Math.floor(first / size), Math.floor(last / size)).map(load));
        const loaded = client.getQueryData<LoadedPages<P>>(list.current.queryKey);
        const items = spread<T, P>(loaded, last + 1, size).slice(first);
        return items.flatMap((item) => (item === undefined ? [] : [item]));
      },
      [client, load, size],
    ),
  };
}

/** The items of all loaded pages at their positions, in an array of length `total` with holes between. */
export function spread<T, P extends Page<T>>(
  data: LoadedPages<P> | undefined,
  total: number,
  size: number,
): (T | undefined)[] {
  const items = new Array<T | undefined>(total);
  data?.pages.forEach((page, at) => {
    const begin = (data.pageParams[at]?.index ?? 0) * size;
    page.items.forEach((item, position) => {
      if (begin + position < total) items[begin + position] = item;
    });
  });
  return items;
}

function withPage<P>(data: LoadedPages<P>, index: number, page: P): LoadedPages<P> {
  const others = data.pageParams.flatMap((param, at) => (param.index === index ? [] : [at]));
  return {
    pages: [...others.flatMap((at) => data.pages[at] ?? []), page],
    pageParams: [...others.flatMap((at) => data.pageParams[at] ?? []), { index, isOld: false }],
  };
}

function isFresh<P>(data: LoadedPages<P>, index: number): boolean {
  return data.pageParams.some((param) => param.index === index && !param.isOld);
}

function pageAt<P>(data: LoadedPages<P>, index: number): P | undefined {
  return data.pages[data.pageParams.findIndex((param) => param.index === index)];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
