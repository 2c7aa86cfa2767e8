import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Decided, SureAccepted, Transaction } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { refresh } from "@/entities/transactions/cache";
import { nameOf } from "@/entities/transactions/names";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import type { Today } from "./model";

export function useToday() {
  return useQuery({
    queryKey: ["today"],
    queryFn: ({ signal }) => get<Today>("/api/today", { signal }),
  });
}

/** How many of the waiting rows are nearly certain. */
export function useSureCount(isOn: boolean) {
  return useQuery({
    queryKey: ["today", "sure"],
    queryFn: ({ signal }) => get<{ count: number }>("/api/transactions/accept-sure", { signal }),
    enabled: isOn,
  });
}

/** Remembers that the page was looked at, once it shows something. */
export function useRecordLook(isShown: boolean): void {
  useEffect(() => {
    if (isShown) void post("/api/today/look").catch(() => undefined);
  }, [isShown]);
}

/** Stages one waiting row as its suggestion says, or all that are sure; each can be undone. */
export function useAccept() {
  const client = useQueryClient();
  const undo = useUndo();
  const done = {
    onError: (error: unknown) => toastFailure(sentenceFor(error)),
    onSettled: () => refresh(client, { rows: true }),
  };
  const one = useMutation({
    mutationFn: (row: Transaction) =>
      post<Decided>(`/api/transactions/${row.id}/stage`, {
        category_short_desc: row.predicted_category_short_desc,
      }),
    onSuccess: (answer, row) =>
      undo.done(`${nameOf(row)} staged as ${row.predicted_category_name}`, answer.change_id),
    ...done,
  });
  const sure = useMutation({
    mutationFn: () => post<SureAccepted>("/api/transactions/accept-sure", {}),
    onSuccess: (answer) => undo.done(`${count(answer.staged, "sure transaction")} staged`, answer.change_id),
    ...done,
  });
  return { one, sure };
}
