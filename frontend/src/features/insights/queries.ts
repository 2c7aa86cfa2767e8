/** Requests of the page Insights. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { get, post, remove } from "@/api/client";
import { sentenceFor, toApiError } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { csrfHeader } from "@/api/server-session";
import { useUndo } from "@/entities/changes/use-undo";
import { takeEvents } from "./model";

type Schemas = components["schemas"];
export type Snapshot = Schemas["SnapshotOut"];
export type SnapshotLine = Schemas["SnapshotLine"];
export type Analysis = Schemas["AnalysisOut"];
export type AnalysisMessage = Schemas["InsightMessageOut"];
type AnalysisListed = Schemas["AnalysisListed"];
type AiState = Schemas["AiState"];

const KEY = "insights";

export function useSnapshot() {
  return useQuery({
    queryKey: [KEY, "snapshot"],
    queryFn: ({ signal }) => get<Snapshot>("/api/insights/snapshot", { signal }),
  });
}

export function useAnalyses() {
  return useQuery({
    queryKey: [KEY, "analyses"],
    queryFn: ({ signal }) => get<AnalysisListed[]>("/api/insights/analyses", { signal }),
  });
}

export function useAnalysis(id: number | null) {
  return useQuery({
    queryKey: [KEY, "analysis", id],
    queryFn: ({ signal }) => get<Analysis>(`/api/insights/analyses/${id}`, { signal }),
    enabled: id !== null,
  });
}

/** Whether AI can be asked, and which. */
export function useAi() {
  return useQuery({
    queryKey: ["ai"],
    queryFn: ({ signal }) => get<AiState>("/api/ai", { signal }),
  });
}

export function useRemoveAnalysis() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (id: number) => remove<Schemas["AnalysisRemoved"]>(`/api/insights/analyses/${id}`),
    onSuccess: (done) => {
      undo.done("Analysis removed", done.change_id);
      return client.invalidateQueries({ queryKey: [KEY] });
    },
  });
}

export interface Writing {
  /** What was asked; null for an analysis. */
  question: string | null;
  text: string;
}

/** Lets AI write: what came so far while it writes, and the trouble if there was any. */
export function useWriting(onKept: (analysisId: number) => void) {
  const client = useQueryClient();
  const [writing, setWriting] = useState<Writing | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  const write = useCallback(
    async (path: string, body: object, question: string | null) => {
      const stop = new AbortController();
      stopper.current = stop;
      setWriting({ question, text: "" });
      setTrouble(null);
      try {
        const answer = await fetch(path, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...csrfHeader() },
          body: JSON.stringify(body),
          signal: stop.signal,
        });
        if (!answer.ok || !answer.body) throw toApiError(answer.status, await answer.text());
        const id = answer.headers.get("x-analysis-id");
        if (id) onKept(Number(id));
        let buffer = "";
        for await (const chunk of chunksOf(answer.body)) {
          const { events, rest } = takeEvents(buffer + chunk);
          buffer = rest;
          for (const { type, content } of events) {
            if (type === "error") setTrouble(content);
            else setWriting((now) => now && { ...now, text: now.text + content });
          }
        }
      } catch (error) {
        if (!stop.signal.aborted) setTrouble(sentenceFor(error));
      }
      await client.invalidateQueries({ queryKey: [KEY] });
      // At once, or the kept text would stand below the same text that was being written.
      setWriting(null);
      await client.invalidateQueries({ queryKey: ["ai"] });
    },
    [client, onKept],
  );
  return { writing, trouble, write, stop: () => stopper.current?.abort() };
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

export type Asked = Schemas["AskOut"];

export function useAsk() {
  return useMutation({
    mutationFn: ({ byModel, ...body }: Partial<Schemas["AskIn"]> & { byModel?: boolean }) =>
      post<Asked>(byModel ? "/api/insights/ask/model" : "/api/insights/ask", body),
  });
}
