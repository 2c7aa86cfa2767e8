import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { AppInfo, DataFile, Stats } from "@/api/types";
import { setToday, today } from "@/kit/dates";

export function useAppInfo() {
  return useQuery({
    queryKey: ["app"],
    queryFn: async ({ signal }) => {
      const app = await get<AppInfo>("/api/app", { signal });
      setToday(app.today);
      return app;
    },
    staleTime: 60_000,
    // A window that stays open sees the next day begin.
    refetchInterval: 300_000,
  });
}

/** The day on which the app is. */
export function useToday(): string {
  return useAppInfo().data?.today ?? today();
}

/** How much waits, how much is filed. Looked at again every half minute, since a bank may have sent rows. */
export function useStats() {
  return useQuery({
    queryKey: ["stats"],
    queryFn: ({ signal }) => get<Stats>("/api/stats", { signal }),
    refetchInterval: 30_000,
  });
}

/** The month that reports open with: this one, or the latest with transactions if all of them are old. */
export function useReportMonth(): string {
  return useAppInfo().data?.report_month ?? today().slice(0, 7);
}

/** The currency for what has none of its own. */
export function useBaseCurrency(): string {
  return useAppInfo().data?.base_currency ?? "USD";
}

/** Whether the data file is still the one that is open. Another program may replace it at any time. */
export function useDataFile() {
  return useQuery({
    queryKey: ["data-file"],
    queryFn: ({ signal }) => get<DataFile>("/api/app/data-file", { signal }),
    refetchInterval: 15_000,
    refetchOnWindowFocus: "always",
  });
}
