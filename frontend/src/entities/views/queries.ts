/** Saved views: addresses of pages under names. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, remove } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";

type Schemas = components["schemas"];
export type SavedView = Schemas["ViewOut"];

const KEY = ["views"];

export function useViews() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<SavedView[]>("/api/views", { signal }) });
}

export function useViewActions() {
  const client = useQueryClient();
  const undo = useUndo();
  const onSettled = () => client.invalidateQueries({ queryKey: KEY });
  return {
    save: useMutation({
      mutationFn: (view: Pick<SavedView, "name" | "path">) => post<Schemas["ViewSaved"]>("/api/views", view),
      onSuccess: ({ view, change_id }) => undo.done(`${view.name} saved`, change_id),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...fields }: Pick<SavedView, "id"> & Partial<SavedView>) =>
        patch<Schemas["ViewSaved"]>(`/api/views/${id}`, fields),
      onSuccess: ({ view, change_id }) => undo.done(`${view.name} changed`, change_id),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: ({ id }: SavedView) => remove<Schemas["ViewRemoved"]>(`/api/views/${id}`),
      onSuccess: ({ change_id }, { name }) => undo.done(`${name} removed`, change_id),
      onSettled,
    }),
  };
}
