import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Today } from "./model";

export function useToday() {
  return useQuery({
    queryKey: ["today"],
    queryFn: ({ signal }) => get<Today>("/api/today", { signal }),
  });
}

/** How many of the waiting rows are nearly certain. */
export function useSureCount(isOn: boolean) {
  return useQuery({
    queryKey: ["today", "sure"],
    queryFn: ({ signal }) => get<{ count: number }>("/api/transactions/accept-sure", { signal }),
    enabled: isOn,
  });
}
