import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  AiProposal,
  AiProposals,
  AiPurpose,
  AiReceipt,
  AiReceiptDetail,
  AiRun,
  AiState,
  TrackRecord,
  Transaction,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toastFailure, toastNote } from "@/ui/toast";
import { watchRun } from "./run";

export type EffectGroup = "conflicts" | "changes" | "fills" | "agrees";

/** What became of each tier's suggestions, and how good the local model is. */
export function useTrackRecord() {
  return useQuery({
    queryKey: ["categoriser"],
    queryFn: ({ signal }) => get<TrackRecord>("/api/categoriser", { signal }),
  });
}

/** How AI is set up, what it could be asked at which cost, and what it cost so far. */
export function useAiState() {
  return useQuery({
    queryKey: ["ai", "state"],
    queryFn: ({ signal }) => get<AiState>("/api/ai", { signal }),
  });
}

export function useProposals() {
  return useQuery({
    queryKey: ["ai", "proposals"],
    queryFn: ({ signal }) => get<AiProposals>("/api/ai/proposals", { signal }),
  });
}

/** The transactions that a proposed rule catches, of one group. */
export function useAffected(proposalId: number, group: EffectGroup, isWanted: boolean) {
  return useQuery({
    queryKey: ["ai", "affected", proposalId, group],
    queryFn: ({ signal }) =>
      get<{ items: Transaction[] }>(`/api/ai/proposals/${proposalId}/transactions`, {
        signal,
        params: { group },
      }),
    enabled: isWanted,
  });
}

export function useReceipts() {
  return useQuery({
    queryKey: ["ai", "receipts"],
    queryFn: ({ signal }) => get<AiReceipt[]>("/api/ai/receipts", { signal, params: { limit: 100 } }),
  });
}

export function useReceipt(id: number) {
  return useQuery({
    queryKey: ["ai", "receipt", id],
    queryFn: ({ signal }) => get<AiReceiptDetail>(`/api/ai/receipts/${id}`, { signal }),
  });
}

/** Begins to ask; the run is followed until it is over. */
export function useAsk() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (purpose: AiPurpose) => post<AiRun>(`/api/ai/ask/${purpose}`),
    onSuccess: () =>
      watchRun(client, (run) => {
        if (run.phase === "failed") toastFailure(run.message);
        else undo.done(run.message, run.change_ids);
      }),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["ai"] }),
  });
}

export function useStop() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post("/api/ai/cancel"),
    onSettled: () => client.invalidateQueries({ queryKey: ["ai", "state"] }),
  });
}

/** Lets merchants that AI did not know be asked about again. */
export function useForgetUnmatched() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<{ forgotten: number }>("/api/ai/forget-unmatched"),
    onSuccess: ({ forgotten }) => toastNote(`${count(forgotten, "merchant")} can be asked about again.`),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["ai"] }),
  });
}

/** Asks the provider whether key and model can be used. No data is sent. */
export function useTestAi() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<{ message: string }>("/api/ai/test"),
    onSettled: () => client.invalidateQueries({ queryKey: ["ai", "receipts"] }),
  });
}

/** Accepts or rejects a proposed rule; both can be undone. */
export function useDecide() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ proposal, verb }: { proposal: AiProposal; verb: "accept" | "reject" }) =>
      post<{ transaction_count: number; change_id: number | null }>(
        `/api/ai/proposals/${proposal.id}/${verb}`,
      ),
    onSuccess: (answer, { proposal, verb }) =>
      undo.done(
        verb === "accept"
          ? `“${proposal.pattern}” is a rule now; ${count(answer.transaction_count, "waiting transaction")} suggested anew.`
          : `“${proposal.pattern}” is not proposed again.`,
        answer.change_id,
      ),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}
