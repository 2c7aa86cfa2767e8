import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { itemsOf, pagedQuery } from "@/api/paging";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";

type Schemas = components["schemas"];
export type DeletedRow = Omit<Schemas["DeletedRow"], "merchant_name"> & { merchant_name: string };
type DeletedPage = Schemas["DeletedPage"];

export function useDeleted() {
  const rows = useInfiniteQuery(
    pagedQuery<DeletedPage>(["deleted"], "/api/transactions/deleted", { limit: 200 }),
  );
  const items = useMemo(() => itemsOf<Schemas["DeletedRow"]>(rows.data).map(named), [rows.data]);
  return { ...rows, items, total: rows.data?.pages[0]?.total ?? 0 };
}

/** A row without a merchant is called by what the bank wrote. */
function named(row: Schemas["DeletedRow"]): DeletedRow {
  return { ...row, merchant_name: row.merchant_name ?? "" };
}

/** Bringing back and removing for good. */
export function useDeletedActions() {
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
      restore: (rows: readonly DeletedRow[]) =>
        attempt(async () => {
          const done = await post<Schemas["RestoredOut"]>("/api/transactions/bulk-restore", {
            deleted_ids: rows.map((row) => row.id),
          });
          const stayed = rows.length - done.count;
          undo.done(
            `${count(done.count, "transaction")} restored${stayed ? `, ${stayed} could not be restored because their account was deleted` : ""}`,
            done.change_id,
          );
        }),
      purge: (rows: readonly DeletedRow[] | "all") =>
        attempt(async () => {
          let purged = 0;
          if (rows === "all")
            purged = (await remove<Schemas["PurgedOut"]>("/api/transactions/deleted")).purged;
          else
            for (const row of rows)
              purged += (await remove<Schemas["PurgedOut"]>(`/api/transactions/deleted/${row.id}`)).purged;
          toast(`${count(purged, "transaction")} permanently deleted`);
        }),
    };
  }, [client, undo]);
}
