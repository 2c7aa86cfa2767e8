/** Lists of any length whose pages are loaded where the list is looked at, in any order. */
import { hashKey, keepPreviousData, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { get, isAborted, type Params } from "./client";
import type { Page, PageParam } from "./paging";

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
  isOn?: boolean;
  onError: (error: unknown) => void;
}

// One request for all positions that a dragged scrollbar passes in this time.
const GATHER_MS = 40;
// Items above and below the visible ones that are loaded ahead.
const AHEAD = 60;

/** Returns the query of the list; `items` has the length of the whole list, with holes where nothing is loaded. */
export function useWindowedPages<T, P extends Page<T>>({
  key,
  path,
  params,
  size,
  isOn = true,
  onError,
}: Options) {
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
    (begin: number, signal: AbortSignal | undefined, cursor: string | null = null) => {
      const from = cursor === null ? { offset: begin } : { cursor };
      return get<P>(path, { params: { ...list.current.params, ...from, limit: size }, signal });
    },
    [path, size],
  );

  const query = useQuery({
    queryKey,
    enabled: isOn,
    queryFn: async ({ signal }): Promise<LoadedPages<P>> => {
      const before = client.getQueryData<LoadedPages<P>>(queryKey);
      const begins = before ? beginsOver(...list.current.visible, size) : [0];
      const pages = await Promise.all(begins.map((begin) => read(begin, signal)));
      const fresh = begins.map((begin) => ({ begin, length: size, isOld: false }));
      if (!before) return { pages, pageParams: fresh };
      const kept = before.pageParams.flatMap(({ begin }, at) => (begins.includes(begin) ? [] : [at]));
      return {
        pages: [...kept.flatMap((at) => before.pages[at] ?? []), ...pages],
        pageParams: [
          ...kept.flatMap((at) => before.pageParams[at] ?? []).map((param) => ({ ...param, isOld: true })),
          ...fresh,
        ],
      };
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

  const load = useCallback(
    (begin: number): Promise<unknown> => {
      const { queryKey } = list.current;
      const now = client.getQueryData<LoadedPages<P>>(queryKey);
      if (!now) return Promise.resolve();
      const running = loading.current.get(begin);
      if (running) return running;
      const started = read(begin, undefined, cursorTo(now, begin))
        .then((page) =>
          client.setQueryData<LoadedPages<P>>(queryKey, (data) => data && withPage(data, begin, size, page)),
        )
        .finally(() => loading.current.delete(begin));
      loading.current.set(begin, started);
      return started;
    },
    [client, read, size],
  );

  const loadMissing = useCallback(
    (first: number, last: number) => {
      const now = client.getQueryData<LoadedPages<P>>(list.current.queryKey);
      return now ? missingFrom(now.pageParams, first, last, size).map(load) : [];
    },
    [client, load, size],
  );

  const loadVisible = useCallback(() => {
    for (const started of loadMissing(...list.current.visible))
      started.catch((error: unknown) => isAborted(error) || failed.current(error));
  }, [loadMissing]);

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
    items: useMemo(() => spread<T, P>(data, total), [data, total]),
    /** Says which positions are visible, so that they are loaded. */
    show: useCallback(
      (first: number, last: number) => {
        list.current.visible = [Math.max(0, first - AHEAD), Math.max(0, Math.min(last + AHEAD, total - 1))];
        clearTimeout(timer.current);
        timer.current = setTimeout(loadVisible, GATHER_MS);
      },
      [loadVisible, total],
    ),
    /** Loads all positions from `first` to `last` and returns their items. */
    loadRange: useCallback(
      async (first: number, last: number): Promise<T[]> => {
        await Promise.all(loadMissing(first, last));
        const loaded = client.getQueryData<LoadedPages<P>>(list.current.queryKey);
        const items = spread<T, P>(loaded, last + 1).slice(first);
        return items.flatMap((item) => (item === undefined ? [] : [item]));
      },
      [client, loadMissing],
    ),
  };
}

/** The items of all loaded pages at their positions, in an array of length `total` with holes between. */
export function spread<T, P extends Page<T>>(
  data: LoadedPages<P> | undefined,
  total: number,
): (T | undefined)[] {
  const items = new Array<T | undefined>(total);
  data?.pages.forEach((page, at) => {
    const begin = data.pageParams[at]?.begin ?? 0;
    page.items.forEach((item, position) => {
      if (begin + position < total) items[begin + position] = item;
    });
  });
  return items;
}

/** Where pages of this size must be read so that fresh ones cover the positions from `first` to `last`. */
export function missingFrom(
  params: readonly PageParam[],
  first: number,
  last: number,
  size: number,
): number[] {
  const begins: number[] = [];
  let at = first;
  while (at <= last) {
    const covering = params.find(({ begin, length, isOld }) => !isOld && begin <= at && at < begin + length);
    if (!covering) begins.push(pageBegin(at, size));
    at = covering ? covering.begin + covering.length : pageBegin(at, size) + size;
  }
  return begins;
}

function withPage<P>(data: LoadedPages<P>, begin: number, length: number, page: P): LoadedPages<P> {
  const others = data.pageParams.flatMap((param, at) => (param.begin === begin ? [] : [at]));
  return {
    pages: [...others.flatMap((at) => data.pages[at] ?? []), page],
    pageParams: [...others.flatMap((at) => data.pageParams[at] ?? []), { begin, length, isOld: false }],
  };
}

/** After a loaded page its cursor goes on without a gap, also when rows kept on screen no longer match. */
function cursorTo<T, P extends Page<T>>(data: LoadedPages<P>, position: number): string | null {
  const at = data.pageParams.findIndex(({ begin, length, isOld }) => !isOld && begin + length === position);
  return data.pages[at]?.next_cursor ?? null;
}

function beginsOver(first: number, last: number, size: number): number[] {
  const begin = pageBegin(first, size);
  return Array.from({ length: Math.floor((last - begin) / size) + 1 }, (_, at) => begin + at * size);
}

function pageBegin(position: number, size: number): number {
  return Math.floor(position / size) * size;
}
