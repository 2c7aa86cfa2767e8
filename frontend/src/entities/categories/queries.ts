import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, post } from "@/api/client";
import type { Category } from "@/api/types";

export function useCategories() {
  return useQuery({
    queryKey: ["categories"],
    queryFn: ({ signal }) => get<Category[]>("/api/categories", { signal }),
    staleTime: 60_000,
  });
}

/** Categories by the name that never changes. */
export function useCategoryMap(): ReadonlyMap<string, Category> {
  const { data } = useCategories();
  return useMemo(() => new Map((data ?? []).map((category) => [category.short_desc, category])), [data]);
}

export interface NewCategory {
  display_name: string;
  parent_short_desc: string | null;
  is_recurring: boolean;
  color?: string | null;
}

export function useCreateCategory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (category: NewCategory) => post<Category>("/api/categories", category),
    onSuccess: (made) => {
      client.setQueryData<Category[]>(["categories"], (known) => (known ? [...known, made] : known));
      return client.invalidateQueries({ queryKey: ["categories"] });
    },
  });
}
