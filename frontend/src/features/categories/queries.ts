import { keepPreviousData, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, remove } from "@/api/client";
import { ApiError, sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import type { Category, ChangedCategory } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import type { AmountRule, Mapping, MergePreview, Refused } from "./model";

type Schemas = components["schemas"];
type Caught = Schemas["CaughtRows"];

export const MAPPINGS = "/api/merchant-mappings";
export const RULES = "/api/amount-rules";

export function useMappings() {
  return useQuery({
    queryKey: ["mappings"],
    queryFn: ({ signal }) => get<Mapping[]>(MAPPINGS, { signal }),
  });
}

export function useAmountRules() {
  return useQuery({
    queryKey: ["amount-rules"],
    queryFn: ({ signal }) => get<AmountRule[]>(RULES, { signal }),
  });
}

export type Offered = Schemas["OfferedCategory"];

/** Categories that can be added to those that everybody begins with. */
export function useOffered() {
  return useQuery({
    queryKey: ["offered-categories"],
    queryFn: ({ signal }) => get<Offered[]>("/api/categories/offered", { signal }),
  });
}

/** Which rows a rule would catch, asked as one types. */
export function useTrial(path: string, trial: unknown) {
  return useQuery({
    queryKey: ["trial", path, trial] as QueryKey,
    queryFn: ({ signal }) => post<Caught>(`${path}/test`, trial, { signal }),
    enabled: trial !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useMergePreview(key: string, target: string | null) {
  return useQuery({
    queryKey: ["merge-preview", key, target],
    queryFn: ({ signal }) =>
      get<MergePreview>(`/api/categories/${key}/merge-preview`, {
        params: { target_short_desc: target },
        signal,
      }),
    enabled: target !== null,
    retry: false,
  });
}

/** An amount that was carried over and would be lost in a budget that does not roll over. */
export interface Carried {
  carried_minor: number;
  currency: string;
  month: string;
  sentence: string;
}

export type CarriedAnswer = "add" | "drop";

/** What can be done with categories and rules. Each says what it did and can be taken back. */
export function useTaxonomyActions() {
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
      change: (category: Category, fields: Partial<Category>, words: string) =>
        attempt(async () => {
          const done = await patch<ChangedCategory>(`/api/categories/${category.short_desc}`, fields);
          undo.done(words, done.change_id);
        }),
      move: (category: Category, to: Category | null) =>
        attempt(async () => {
          const done = await patch<Schemas["CategoryMoved"]>(`/api/categories/${category.short_desc}/move`, {
            new_parent_short_desc: to?.short_desc ?? null,
          });
          const where = to ? `moved under ${to.display_name}` : "is now a top-level category";
          undo.done(`${category.display_name} ${where}`, done.change_id);
        }),
      /** Merges; or answers the amount of which the person must first say what becomes of it. */
      async merge(category: Category, target: Category, carried?: CarriedAnswer): Promise<Carried | null> {
        let question: Carried | null = null;
        await attempt(async () => {
          try {
            const done = await post<Schemas["CategoryMerged"]>(
              `/api/categories/${category.short_desc}/merge`,
              { target_short_desc: target.short_desc, carried },
            );
            undo.done(`${category.display_name} merged into ${target.display_name}`, done.change_id);
          } catch (error) {
            if (!(error instanceof ApiError && error.code === "carried_amount_open")) throw error;
            question = { sentence: error.detail, ...(error.extra as Omit<Carried, "sentence">) };
          }
        });
        return question;
      },
      /** Answers what stands in the way, if something does. */
      async remove(category: Category): Promise<Refused | null> {
        try {
          await remove(`/api/categories/${category.short_desc}`);
          undo.done(`${category.display_name} deleted`, await newestChange(category.display_name));
        } catch (error) {
          if (error instanceof ApiError && error.code === "category_in_use")
            return { category, sentence: error.detail };
          toastFailure(sentenceFor(error));
        }
        await client.invalidateQueries();
        return null;
      },
      /** Throws when it is refused, so that the form can say so. */
      async create(fields: Record<string, unknown>) {
        const made = await post<ChangedCategory>("/api/categories", fields);
        undo.done(`${made.display_name} added`, made.change_id);
        await client.invalidateQueries();
      },
      addOffered: (keys: readonly string[]) =>
        attempt(async () => {
          const done = await post<Schemas["OfferedAdded"]>("/api/categories/offered", { short_descs: keys });
          undo.done(`${count(done.added, "category", "categories")} added`, done.change_id);
        }),
      async keepRule(path: string, id: number | null, fields: Record<string, unknown>, words: string) {
        const kept = id
          ? await patch<{ change_id: number | null }>(`${path}/${id}`, fields)
          : await post<{ change_id: number | null }>(path, fields);
        undo.done(words, kept.change_id);
        await client.invalidateQueries();
      },
      removeRule: (path: string, id: number, words: string) =>
        attempt(async () => {
          const done = await remove<Schemas["RuleRemoved"]>(`${path}/${id}`);
          undo.done(words, done.change_id);
        }),
    };
  }, [client, undo]);
}

export type TaxonomyActions = ReturnType<typeof useTaxonomyActions>;

/** Deleting answers nothing; the change it made is the newest one. */
async function newestChange(name: string): Promise<number | null> {
  const [newest] = await get<Schemas["ChangeOut"][]>("/api/changes", { params: { limit: 1 } });
  return newest?.can_undo && newest.summary.includes(name) ? newest.id : null;
}
