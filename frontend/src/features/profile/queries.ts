/** Requests of the page Profile. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { toast, toastFailure } from "@/ui/toast";
import type { Item, Profile } from "./model";

type Schemas = components["schemas"];
export type Feedback = Schemas["FeedbackIn"]["feedback"];
export type ItemBody = Schemas["ItemBody"];
export type ProfileDay = Schemas["ProfileDay"];

const KEY = "profile";

export function useProfile() {
  return useQuery({
    queryKey: [KEY],
    queryFn: ({ signal }) => get<Profile>("/api/profile", { signal }),
  });
}

export function useItem(id: string) {
  return useQuery({
    queryKey: [KEY, "item", id],
    queryFn: ({ signal }) => get<ItemBody>(`/api/profile/items/${id}`, { signal }),
  });
}

export function useProfileHistory() {
  return useQuery({
    queryKey: [KEY, "history"],
    queryFn: ({ signal }) => get<ProfileDay[]>("/api/profile/history", { signal }),
  });
}

/** Turns the profile on or off; the answer is the new page. */
export function useConsent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: Schemas["ConsentChoice"]) => post<Profile>("/api/profile/consent", choice),
    onSuccess: (profile) => client.setQueryData([KEY], profile),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

export function useCompute() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<Profile>("/api/profile/compute"),
    onSuccess: (profile) => {
      client.setQueryData([KEY], profile);
      toast("Computed");
    },
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

export function useErase() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<Schemas["Erased"]>("/api/profile/erase"),
    onSuccess: () => client.invalidateQueries({ queryKey: [KEY] }),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

/** Hides an item or says what one thinks of it; both can be undone. */
export function useRespond() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ item, ...said }: Response) =>
      "isHidden" in said
        ? post<Schemas["ItemChanged"]>(`/api/profile/items/${item.id}/hidden`, { is_hidden: said.isHidden })
        : post<Schemas["ItemChanged"]>(`/api/profile/items/${item.id}/feedback`, said),
    onSuccess: ({ change_id }, response) => {
      undo.done(wordsOf(response), change_id);
      return client.invalidateQueries({ queryKey: [KEY] });
    },
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

type Response = { item: Item } & ({ isHidden: boolean } | { feedback: Feedback; comment: string | null });

function wordsOf(response: Response): string {
  if (!("isHidden" in response)) return "Feedback kept";
  return response.isHidden ? `${response.item.title} hidden` : `${response.item.title} shown again`;
}
