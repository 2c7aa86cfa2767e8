/** Requests of the page Payees. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, put } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { ChangedPayee, Payee, PayeeList } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import type { PayeeView } from "./model";

const KEY = "payees";

export function usePayees({ search, sort }: PayeeView, limit: number) {
  return useQuery({
    queryKey: [KEY, "list", search, sort, limit],
    queryFn: ({ signal }) => get<PayeeList>("/api/payees", { params: { search, sort, limit }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function usePayee(key: string) {
  return useQuery({
    queryKey: [KEY, "one", key],
    queryFn: ({ signal }) => get<Payee>(addressOf(key), { signal }),
  });
}

/** What can be done with payees. Each says what it did and can be taken back. */
export function usePayeeActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    async function change(words: string, request: Promise<ChangedPayee>): Promise<Payee | null> {
      try {
        const { payee, change_id } = await request;
        undo.done(words, change_id);
        await client.invalidateQueries();
        return payee;
      } catch (error) {
        toastFailure(sentenceFor(error));
        return null;
      }
    }
    return {
      rename: (payee: Pick<Payee, "merchant_key" | "name">, name: string) =>
        change(
          `${payee.name} renamed to ${name}`,
          patch<ChangedPayee>(addressOf(payee.merchant_key), { name }),
        ),
      merge: (keys: readonly string[], into: string, name: string) =>
        change(
          `${count(keys.length + 1, "payee")} merged into ${name}`,
          post<ChangedPayee>("/api/payees/merge", { merchant_keys: keys, into, name }),
        ),
      split: (merchantKey: string, text: string) =>
        change(`${text} split off`, post<ChangedPayee>("/api/payees/split", { merchant_key: merchantKey })),
      setCategory: (payee: Pick<Payee, "merchant_key" | "name">, key: string | null, name: string) =>
        change(
          key ? `${payee.name} is filed under ${name}` : `${payee.name} is no longer filed by itself`,
          put<ChangedPayee>(`${addressOf(payee.merchant_key)}/category`, { category_short_desc: key }),
        ),
    };
  }, [client, undo]);
}

function addressOf(key: string): string {
  return `/api/payees/${encodeURIComponent(key)}`;
}
