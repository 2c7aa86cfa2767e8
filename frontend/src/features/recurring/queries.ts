/** Requests of the page Recurring. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { toastFailure } from "@/ui/toast";
import type { Coming, Found, Series } from "./model";

type Schemas = components["schemas"];
export type SeriesList = Schemas["SeriesList"];
export type Months = Schemas["MonthsOut"];
export type NewSeries = Schemas["NewSeries"];
export type SeriesChanges = Schemas["SeriesChanges"];
type Changed = Schemas["SeriesChanged"];

const KEY = "recurring";

export function useSeries(status: Series["status"]) {
  return useQuery({
    queryKey: [KEY, status],
    queryFn: ({ signal }) => get<SeriesList>("/api/recurring", { params: { status }, signal }),
  });
}

/** What repeats and is no series yet; it takes longer than the list and is asked for beside it. */
export function useFound() {
  return useQuery({
    queryKey: [KEY, "found"],
    queryFn: ({ signal }) => get<Found[]>("/api/recurring/found", { signal }),
  });
}

export function useMonths(isOn: boolean) {
  return useQuery({
    queryKey: [KEY, "months"],
    queryFn: ({ signal }) => get<Months>("/api/recurring/months", { signal }),
    enabled: isOn,
  });
}

export function useComing(first: string, last: string) {
  return useQuery({
    queryKey: [KEY, "coming", first, last],
    queryFn: ({ signal }) => get<Coming[]>("/api/recurring/coming", { params: { first, last }, signal }),
  });
}

/** Enters a series, or changes the one that is given. */
export function useKeepSeries(series: Series | null) {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (fields: NewSeries | SeriesChanges) =>
      series
        ? patch<Changed>(`/api/recurring/${series.id}`, fields)
        : post<Changed>("/api/recurring", fields),
    onSuccess: (done) => {
      undo.done(`${done.series.name} ${series ? "changed" : "added"}`, done.change_id);
      return client.invalidateQueries();
    },
  });
}

/** What can be done with a series or a found rhythm at once. */
export function useSeriesActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const attempt = async (words: string, run: () => Promise<{ change_id: number | null }>) => {
      try {
        undo.done(words, (await run()).change_id);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      confirm: (found: Found) =>
        attempt(`${found.name} confirmed`, () => post<Changed>("/api/recurring", bodyOf(found, "active"))),
      ignore: (found: Found) =>
        attempt(`${found.name} ignored`, () => post<Changed>("/api/recurring", bodyOf(found, "ignored"))),
      addTo: (found: Found, series: Series) =>
        attempt(`${found.name} merged into ${series.name}`, () =>
          post<Changed>(`/api/recurring/${series.id}/payees`, payeeOf(found)),
        ),
      setStatus: (series: Series, status: Series["status"], words: string) =>
        attempt(words, () =>
          patch<Changed>(`/api/recurring/${series.id}`, {
            status,
            ...(status === "active" ? { ends_on: null } : {}),
          }),
        ),
      rename: (series: Series, name: string) =>
        attempt(`Renamed to ${name}`, () => patch<Changed>(`/api/recurring/${series.id}`, { name })),
      end: (series: Series, on: string) =>
        attempt(`${series.name} ended`, () => post<Changed>(`/api/recurring/${series.id}/end`, { on })),
      merge: (series: Series, into: Series) =>
        attempt(`${series.name} merged into ${into.name}`, () =>
          post<Changed>(`/api/recurring/${series.id}/merge`, { into_id: into.id }),
        ),
      split: (series: Series, above_minor: number, name: string) =>
        attempt(`${series.name} split`, () =>
          post<Changed>(`/api/recurring/${series.id}/split`, { above_minor, name }),
        ),
      remove: (series: Series) =>
        attempt(`${series.name} removed`, () =>
          remove<Schemas["SeriesRemoved"]>(`/api/recurring/${series.id}`),
        ),
    };
  }, [client, undo]);
}

export type SeriesActions = ReturnType<typeof useSeriesActions>;

function payeeOf({ merchant_key, lowest_minor, highest_minor }: Found) {
  return { merchant_key, lowest_minor, highest_minor };
}

function bodyOf(found: Found, status: "active" | "ignored") {
  const { name, kind, currency, is_money_in, is_variable, anchor_on, unit, interval } = found;
  return {
    name: name.slice(0, 100),
    kind,
    status,
    currency,
    is_money_in,
    is_variable,
    anchor_on,
    unit,
    interval,
    payees: [payeeOf(found)],
  };
}
