import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { formatMoment } from "@/kit/dates";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";

type Schemas = components["schemas"];
export type Backup = Schemas["BackupOut"];
export type Proof = Schemas["ProofOut"];

const REASONS: Readonly<Record<string, string>> = {
  daily: "daily",
  manual: "made by you",
  "before-import": "before an import",
  "first-import": "after the first import",
  "before-restore": "before a restore",
  saved: "saved copy",
};

/** Why a backup was made, in words. */
export function reasonOf({ reason }: Pick<Backup, "reason">): string {
  if (!reason) return "";
  return REASONS[reason] ?? (/^before-\d+$/.test(reason) ? "before an update" : reason);
}

/** "12,345 transactions, 3 attached files, sums equal". */
export function proofWords({ transactions, documents, is_compared }: Proof): string {
  const files = documents ? `, ${count(documents, "attached file")}` : "";
  return `${count(transactions, "transaction")}${files}, ${is_compared ? "sums equal" : "read through"}`;
}

export function useBackups() {
  return useQuery({
    queryKey: ["backups"],
    queryFn: ({ signal }) => get<Schemas["BackupsOut"]>("/api/backups", { signal }),
  });
}

/** What the last restore drill found; null if there was none. */
export function useLastProof() {
  return useQuery({
    queryKey: ["backups", "proof"],
    queryFn: ({ signal }) => get<Proof | null>("/api/backups/proof", { signal }),
    staleTime: 60_000,
  });
}

/** The second place that is set, and how the last copy went; null while it is off. */
export function useSecondPlace() {
  return useQuery({
    queryKey: ["backups", "second-place"],
    queryFn: ({ signal }) => get<Schemas["SecondPlaceOut"] | null>("/api/backups/second-place", { signal }),
  });
}

/** The names of the copies in the second place. It is asked only when the person wants to see them. */
export function useCopies(isOn: boolean) {
  return useQuery({
    queryKey: ["backups", "copies"],
    queryFn: ({ signal }) => get<string[]>("/api/backups/second-place/copies", { signal }),
    enabled: isOn,
    retry: false,
  });
}

/** Make, prove, restore and delete; deleting and restoring can be undone. */
export function useBackupActs() {
  const client = useQueryClient();
  const again = async () => {
    await client.invalidateQueries({ queryKey: ["backups"] });
    await client.invalidateQueries({ queryKey: ["health-checks"] });
  };
  const failed = (error: unknown) => toastFailure(sentenceFor(error));
  const prove = useMutation({
    mutationFn: (key: string) => post<Proof>(`/api/backups/${key}/prove`),
    onSuccess: (proof) => (proof.problems.length ? undefined : toast(`Proved: ${proofWords(proof)}`)),
    onError: failed,
    onSettled: again,
  });
  const make = useMutation({
    mutationFn: () => post<Backup>("/api/backups"),
    onSuccess: () => toast("Backup made"),
    onError: failed,
    onSettled: again,
  });
  const restore = useMutation({
    mutationFn: (key: string) => post<Schemas["Restored"]>(`/api/backups/${key}/restore`),
    onSuccess: async ({ before }) => {
      await client.invalidateQueries();
      toast("Data restored", [{ label: "Undo", run: () => restore.mutate(before) }]);
    },
    onError: failed,
  });
  const copy = useMutation({
    mutationFn: (key: string) => post<Schemas["CopyOut"]>(`/api/backups/${key}/copy`),
    onSuccess: ({ error }) => (error ? toastFailure(error) : toast("Backup copied to the second place")),
    onError: failed,
    onSettled: again,
  });
  const fetchCopy = useMutation({
    mutationFn: (name: string) => post(`/api/backups/second-place/${name}/fetch`),
    onSuccess: () => toast("Copy fetched: it is in the list of backups"),
    onError: failed,
    onSettled: again,
  });
  const bringBack = async (key: string) => {
    await post(`/api/backups/${key}/undelete`).catch(failed);
    await again();
  };
  const discard = useMutation({
    mutationFn: (backup: Backup) => remove(`/api/backups/${backup.key}`),
    onSuccess: (_done, backup) =>
      toast(`Backup of ${formatMoment(backup.made_at)} deleted`, [
        { label: "Undo", run: () => void bringBack(backup.key) },
      ]),
    onError: failed,
    onSettled: again,
  });
  return { prove, make, restore, discard, copy, fetchCopy };
}
