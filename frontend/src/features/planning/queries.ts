/** Requests of the page Planning. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, put, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { toastFailure } from "@/ui/toast";

type Schemas = components["schemas"];
export type Planning = Schemas["PlanningOut"];
export type Scenario = Schemas["ScenarioOut"];
export type Line = Schemas["ScenarioLineOut"];
export type LineFields = Schemas["ScenarioLineIn"];
export type AllocationFields = Schemas["AllocationIn"];
type Saved = Schemas["ScenarioSaved"];

const KEY = "planning";

export function usePlanning() {
  return useQuery({
    queryKey: [KEY],
    queryFn: ({ signal }) => get<Planning>("/api/planning", { signal }),
  });
}

export function useActiveGoals() {
  return useQuery({
    queryKey: ["goals"],
    queryFn: ({ signal }) => get<Schemas["GoalsOut"]>("/api/goals", { signal }),
  });
}

export function useAddScenario() {
  return useWrite((name: string) => post<Saved>("/api/planning", { name }));
}

/** Adds a line to a scenario, or changes the one that is given. */
export function useKeepLine(scenario: Scenario, line: Line | null) {
  return useWrite((fields: LineFields) =>
    line
      ? put<Saved>(`/api/planning/${scenario.id}/lines/${line.id}`, fields)
      : post<Saved>(`/api/planning/${scenario.id}/lines`, fields),
  );
}

export function useSetAllocations(scenario: Scenario) {
  return useWrite((items: AllocationFields[]) =>
    put<Saved>(`/api/planning/${scenario.id}/allocations`, { items }),
  );
}

export function useAccept(scenario: Scenario) {
  return useWrite((without: number[]) =>
    post<Schemas["ScenarioAccepted"]>(`/api/planning/${scenario.id}/accept`, { without }),
  );
}

/** What can be done with a scenario at once. */
export function usePlanningActions() {
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
      end: (scenario: Scenario) =>
        attempt(`${scenario.name} ended`, () =>
          patch<Saved>(`/api/planning/${scenario.id}`, { status: "ended" }),
        ),
      remove: (scenario: Scenario) =>
        attempt(`${scenario.name} removed`, () =>
          remove<Schemas["ScenarioRemoved"]>(`/api/planning/${scenario.id}`),
        ),
      removeLine: (line: Line) =>
        attempt(`${line.name} removed`, () => remove<Saved>(`/api/planning/lines/${line.id}`)),
    };
  }, [client, undo]);
}

function useWrite<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries() });
}
