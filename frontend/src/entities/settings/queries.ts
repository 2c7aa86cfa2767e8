import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Setting } from "@/api/types";

export type Settings = Readonly<Record<string, Setting>>;

export function useSettings() {
  return useQuery({
    queryKey: ["settings"],
    queryFn: ({ signal }) => get<Settings>("/api/settings", { signal }),
    staleTime: 60_000,
  });
}

/** Keeps some settings; an empty text clears one. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: Readonly<Record<string, string>>) =>
      post<{ saved: string[]; ignored: string[] }>("/api/settings", { settings }),
    onSettled: () => client.invalidateQueries({ queryKey: ["settings"] }),
  });
}
