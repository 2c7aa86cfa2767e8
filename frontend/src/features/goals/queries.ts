/** Requests of the page Goals. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { toastFailure } from "@/ui/toast";
import type { Goal } from "./model";

type Schemas = components["schemas"];
export type Goals = Schemas["GoalsOut"];
export type NewGoal = Schemas["NewGoal"];
export type GoalChanges = Schemas["GoalChanges"];
type Saved = Schemas["GoalSaved"];

const KEY = "goals";

export function useGoals() {
  return useQuery({
    queryKey: [KEY],
    queryFn: ({ signal }) => get<Goals>("/api/goals", { signal }),
  });
}

/** Adds a goal, or changes the one that is given. */
export function useKeepGoal(goal: Goal | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: NewGoal | GoalChanges) =>
      goal ? patch<Saved>(`/api/goals/${goal.id}`, fields) : post<Saved>("/api/goals", fields),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useContribute(goal: Goal) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fields: Schemas["NewContribution"]) =>
      post<Saved>(`/api/goals/${goal.id}/contributions`, fields),
    onSuccess: () => client.invalidateQueries(),
  });
}

const STATUS_WORDS = {
  active: "is active again",
  paused: "paused",
  reached: "finished",
  archived: "archived",
} as const;

/** What can be done with a goal at once. */
export function useGoalActions() {
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
      setStatus: (goal: Goal, status: Goal["status"]) =>
        attempt(`${goal.name} ${STATUS_WORDS[status]}`, () =>
          post<Saved>(`/api/goals/${goal.id}/status`, { status }),
        ),
      move: (goal: Goal, by: -1 | 1) =>
        attempt(`${goal.name} moved ${by < 0 ? "up" : "down"}`, () =>
          post<Saved>(`/api/goals/${goal.id}/move`, { by }),
        ),
      remove: (goal: Goal) =>
        attempt(`${goal.name} removed`, () => remove<Schemas["GoalRemoved"]>(`/api/goals/${goal.id}`)),
      removeContribution: (id: number) =>
        attempt("Money taken back", () => remove<Saved>(`/api/goals/contributions/${id}`)),
    };
  }, [client, undo]);
}
