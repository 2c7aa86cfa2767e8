/** Requests of the inbox, and notices on the desktop when the app runs in a browser. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { get, post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { listOf } from "@/kit/words";
import { toastFailure } from "@/ui/toast";
import { INBOX_KINDS, type InboxItem } from "./kinds";

type Schemas = components["schemas"];
type Inbox = Schemas["InboxOut"];

export function useInbox() {
  return useQuery({
    queryKey: ["inbox"],
    queryFn: ({ signal }) => get<Inbox>("/api/inbox", { signal }),
  });
}

export function useDismiss() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMutation({
    mutationFn: (item: InboxItem) => post<Schemas["InboxDismissed"]>(`/api/inbox/${item.id}/dismiss`),
    onSuccess: (done) => {
      undo.done("Notice dismissed", done.change_id);
      void client.invalidateQueries({ queryKey: ["stats"] });
      return client.invalidateQueries({ queryKey: ["inbox"] });
    },
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

export function useLook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<Inbox>("/api/inbox/look"),
    onSuccess: (inbox) => client.setQueryData(["inbox"], inbox),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
}

const ANNOUNCE_MS = 60_000;

/** Announces new notices of the chosen kinds while this page is open. The desktop app does it itself. */
export function useDesktopNotices(): void {
  const isAllowed = typeof Notification !== "undefined" && Notification.permission === "granted";
  const notices = useQuery({
    queryKey: ["inbox", "desktop"],
    queryFn: ({ signal }) => get<Schemas["DesktopNotice"][]>("/api/inbox/desktop", { signal }),
    refetchInterval: ANNOUNCE_MS,
    refetchIntervalInBackground: true,
    enabled: isAllowed && !window.budgetApp,
  }).data;
  const seen = useRef<ReadonlySet<number> | null>(null);
  useEffect(() => {
    if (!notices) return;
    const fresh = seen.current ? notices.filter(({ id }) => !seen.current?.has(id)) : [];
    seen.current = new Set(notices.map(({ id }) => id));
    if (!fresh.length) return;
    const labels = [...new Set(fresh.map(({ kind }) => INBOX_KINDS[kind].label.toLowerCase()))];
    const shown = new Notification("Budget App", { body: `New in your inbox: ${listOf(labels)}.` });
    shown.onclick = () => window.focus();
  }, [notices]);
}
