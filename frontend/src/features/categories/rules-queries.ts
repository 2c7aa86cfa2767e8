import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import {
  actionsOf,
  type Draft,
  nameFor,
  type Rule,
  type RuleHealth,
  type RulePreview,
  type Suggestion,
} from "./rules-model";

type Saved = components["schemas"]["RuleSaved"];
const RULES = "/api/rules";

export function useRules() {
  return useQuery({ queryKey: ["rules"], queryFn: ({ signal }) => get<Rule[]>(RULES, { signal }) });
}

/** Which rules match nothing, are never reached or disagree; asked after the list. */
export function useRuleHealth(isOn: boolean) {
  return useQuery({
    queryKey: ["rules", "health"],
    queryFn: ({ signal }) => get<RuleHealth[]>(`${RULES}/health`, { signal }),
    enabled: isOn,
  });
}

export function useSuggestions() {
  return useQuery({
    queryKey: ["rules", "suggestions"],
    queryFn: ({ signal }) => get<Suggestion[]>(`${RULES}/suggestions`, { signal }),
  });
}

/** What a rule would do to the past, asked as one types; older answers are dropped. */
export function useRulePreview(body: Readonly<Record<string, unknown>> | null) {
  return useQuery({
    queryKey: ["rules", "preview", body],
    queryFn: ({ signal }) => post<RulePreview>(`${RULES}/preview`, body, { signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useRuleActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const attempt = async (run: () => Promise<void>) => {
      try {
        await run();
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries();
    };
    return {
      /** Throws when the rule is refused, so that the editor can say so. */
      async save(rule: Rule | null, draft: Draft, appliesToPast: boolean) {
        const about = { name: nameFor(draft), search: draft.search.trim(), stage: Number(draft.stage) };
        const actions = actionsOf(draft);
        const saved = rule
          ? await patch<Saved>(`${RULES}/${rule.id}`, { ...about, actions, apply_to_past: appliesToPast })
          : await post<Saved>(RULES, { ...about, ...actions, apply_to_past: appliesToPast });
        const done = appliesToPast ? `, ${count(saved.changed, "transaction")} changed` : "";
        undo.done(`Rule “${about.name}” saved${done}`, saved.change_id);
        await client.invalidateQueries();
      },
      switchOn: (rule: Rule, isEnabled: boolean) =>
        attempt(async () => {
          const saved = await patch<Saved>(`${RULES}/${rule.id}`, { is_enabled: isEnabled });
          undo.done(`Rule “${rule.name}” turned ${isEnabled ? "on" : "off"}`, saved.change_id);
        }),
      move: (rule: Rule, position: number) =>
        attempt(async () => {
          const saved = await post<Saved>(`${RULES}/${rule.id}/move`, { stage: rule.stage, position });
          undo.done(`Rule “${rule.name}” moved`, saved.change_id);
        }),
      remove: (rule: Rule) =>
        attempt(async () => {
          const saved = await remove<Saved>(`${RULES}/${rule.id}`);
          undo.done(`Rule “${rule.name}” deleted`, saved.change_id);
        }),
      dismiss: (suggestion: Suggestion) =>
        attempt(async () => {
          const saved = await post<Saved>(`${RULES}/suggestions/dismiss`, { key: suggestion.key });
          undo.done("Suggestion dismissed", saved.change_id);
        }),
    };
  }, [client, undo]);
}

export type RuleActions = ReturnType<typeof useRuleActions>;
