/** Requests of the page Forecast. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { components } from "@/api/schema.gen";

export type Forecast = components["schemas"]["ForecastOut"];

const KEY = "forecast";

export function useForecast(days: number) {
  return useQuery({
    queryKey: [KEY, days],
    queryFn: ({ signal }) => get<Forecast>("/api/forecast", { params: { days }, signal }),
    placeholderData: keepPreviousData,
  });
}

const NO_SERIES: ReadonlyMap<number, string> = new Map();

/** The names of accepted scenarios by the recurring series that they made. */
export function useAcceptedSeries(): ReadonlyMap<number, string> {
  const { data } = useQuery({
    queryKey: ["planning", "accepted"],
    queryFn: ({ signal }) =>
      get<components["schemas"]["AcceptedSeries"][]>("/api/planning/accepted", { signal }),
    select: (series) => new Map(series.map(({ series_id, scenario_name }) => [series_id, scenario_name])),
  });
  return data ?? NO_SERIES;
}

/** Keeps the forecast of today, so that it can be compared with what happens. */
export function useKeepForecast() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<components["schemas"]["ForecastKept"]>("/api/forecast/keep"),
    onSuccess: () => client.invalidateQueries({ queryKey: [KEY] }),
  });
}
