import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Adoption, AppInfo, Secrets, Setting } from "@/api/types";
import { applyDensity, applyTheme } from "@/kit/appearance";

export type Settings = Readonly<Record<string, Setting>>;

export function useSettings() {
  return useQuery({
    queryKey: ["settings"],
    queryFn: ({ signal }) => get<Settings>("/api/settings", { signal }),
  });
}

/** Where the key of stored secrets is. */
export function useSecrets() {
  return useQuery({
    queryKey: ["secrets"],
    queryFn: ({ signal }) => get<Secrets>("/api/app/secrets", { signal }),
  });
}

/** What was taken over from the older app. It never changes. */
export function useAdoption({ is_empty, is_demo }: AppInfo) {
  return useQuery({
    queryKey: ["adoption"],
    queryFn: ({ signal }) => get<Adoption>("/api/adoption", { signal }),
    staleTime: Infinity,
    // Where there is nothing, and in the sample data, nothing was taken over.
    enabled: !is_empty && !is_demo,
  });
}

/** Keeps one setting; an empty text clears it. What one sees follows at once. */
export function useSaveSetting(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (value: string) => post("/api/settings", { settings: { [key]: value } }),
    onSuccess: async (_done, value) => {
      wear(key, value);
      await client.invalidateQueries();
    },
  });
}

function wear(key: string, value: string): void {
  if (key === "theme") applyTheme(value === "light" || value === "dark" ? value : "system");
  if (key === "density") applyDensity(value === "comfortable" ? value : "dense");
}
