/** Requests of the page Documents. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { get, patch, post, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  Attached,
  DocumentChanges,
  DocumentDetails,
  DocumentList,
  Purchase,
  TaxPackData,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import { paramsOf, type View } from "./model";

const KEY = "documents";

export function useDocuments(view: View) {
  const params = paramsOf(view);
  return useQuery({
    queryKey: [KEY, "list", params],
    queryFn: ({ signal }) => get<DocumentList>("/api/documents", { params, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useDocument(id: number) {
  return useQuery({
    queryKey: [KEY, "one", id],
    queryFn: ({ signal }) => get<DocumentDetails>(`/api/documents/${id}`, { signal }),
  });
}

export function useProposals(id: number) {
  return useQuery({
    queryKey: [KEY, "proposals", id],
    queryFn: ({ signal }) => get<Purchase[]>(`/api/documents/${id}/proposals`, { signal }),
  });
}

export function useGoalNames() {
  return useQuery({
    queryKey: ["goals"],
    queryFn: ({ signal }) => get<{ items: { id: number; name: string }[] }>("/api/goals", { signal }),
  });
}

export function useTaxPack(year: number) {
  return useQuery({
    queryKey: [KEY, "tax-pack", year],
    queryFn: ({ signal }) => get<TaxPackData>(`/api/tax-packs/${year}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** A file that is being added, or was refused with a sentence. */
export interface Upload {
  id: number;
  name: string;
  error: string | null;
}

let lastUpload = 0;

/** Adds files one after the other; what was refused stays listed until it is put away. */
export function useUploads() {
  const client = useQueryClient();
  const undo = useUndo();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const drop = (id: number) => setUploads((now) => now.filter((each) => each.id !== id));
  async function add(files: readonly File[]): Promise<number | null> {
    const waiting = files.map((file) => {
      lastUpload += 1;
      return { id: lastUpload, name: file.name, error: null, file };
    });
    setUploads((now) => [...now, ...waiting]);
    const changes: number[] = [];
    let newest: number | null = null;
    for (const { id, file } of waiting) {
      const form = new FormData();
      form.append("file", file);
      try {
        const added = await upload<Attached>("/api/documents", form);
        if (added.change_id !== null) changes.push(added.change_id);
        newest = added.document.id;
        drop(id);
      } catch (error) {
        const sentence = sentenceFor(error);
        setUploads((now) => now.map((each) => (each.id === id ? { ...each, error: sentence } : each)));
      }
      await client.invalidateQueries({ queryKey: [KEY] });
    }
    if (newest !== null && changes.length === 0) undo.done("These files are here already", null);
    else if (changes.length) undo.done(`${count(changes.length, "document")} added`, changes);
    return newest;
  }
  return { uploads, add, drop };
}

interface Changed {
  change_id: number | null;
}

export function useDocumentActions() {
  const client = useQueryClient();
  const undo = useUndo();
  async function act(words: string, request: () => Promise<Changed>): Promise<boolean> {
    try {
      undo.done(words, (await request()).change_id);
      await client.invalidateQueries();
      return true;
    } catch (error) {
      toastFailure(sentenceFor(error));
      return false;
    }
  }
  return {
    change: (id: number, changes: Partial<DocumentChanges>) =>
      act("Document changed", () => patch<Changed>(`/api/documents/${id}`, changes)),
    link: (id: number, target: Record<string, number>) =>
      act("Document linked", () => post<Changed>(`/api/documents/${id}/links`, target)),
    unlink: (id: number, linkId: number) =>
      act("Document unlinked", () => remove<Changed>(`/api/documents/${id}/links/${linkId}`)),
    remove: (id: number, name: string) =>
      act(`${name} deleted`, () => remove<Changed>(`/api/documents/${id}`)),
    split: (transactionId: number, parts: Purchase["parts"]) =>
      act(`Split in ${parts.length}`, () =>
        patch<Changed>(`/api/transactions/${transactionId}`, {
          splits: parts.map((part) => ({
            amount_minor: part.amount_minor,
            category_short_desc: part.category_short_desc,
            memo: part.texts.join(", ").slice(0, 500) || null,
          })),
        }),
      ),
    async readAgain(id: number) {
      try {
        await post(`/api/documents/${id}/read`);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
      await client.invalidateQueries({ queryKey: [KEY] });
    },
  };
}
