import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Undo2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { get, post, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { formatMoment } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Field, Input } from "@/ui/field";
import { toast, toastFailure } from "@/ui/toast";
import styles from "./assistants-panel.module.css";

type Schemas = components["schemas"];
type State = Schemas["McpState"];
type Call = Schemas["McpCallOut"];

const KEY = ["assistants"];

/** The assistants that may connect: add one, see its token once, revoke it, undo a session. */
export function AssistantsPanel() {
  const state = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<State>("/api/mcp", { signal }),
  });
  const client = useQueryClient();
  const changed = () => client.invalidateQueries({ queryKey: KEY });
  const failed = (error: unknown) => toastFailure(sentenceFor(error));
  const revoke = useMutation({
    mutationFn: (id: number) => remove<Schemas["McpRevoked"]>(`/api/mcp/clients/${id}`),
    onSuccess: () => {
      toast("Assistant revoked");
      return changed();
    },
    onError: failed,
  });
  const undo = useMutation({
    mutationFn: ({ client_id, session_no }: Call) =>
      post<Schemas["McpUndone"]>(`/api/mcp/clients/${client_id}/sessions/${session_no}/undo`),
    onSuccess: ({ undone }) => {
      toast(`${count(undone, "change")} undone`);
      return client.invalidateQueries();
    },
    onError: failed,
  });
  if (!state.data) return null;
  const { clients, calls, path } = state.data;
  return (
    <div className={styles.panel}>
      <p className="small secondary">
        Address: <code>{`${window.location.origin}${path}`}</code>, or the program <code>budget-app mcp</code>{" "}
        with the token in <code>BUDGET_APP_MCP_TOKEN</code>. An assistant proposes at most; you confirm in the
        review.
      </p>
      {clients.length > 0 && (
        <ul className={styles.list} aria-label="Assistants">
          {clients.map((each) => (
            <li key={each.id}>
              <span className="medium">{each.name}</span>{" "}
              <span className="small muted">
                {each.scope === "draft" ? "reads and proposes" : "reads"},{" "}
                {each.last_used_at ? `last used ${formatMoment(each.last_used_at)}` : "never used"}
              </span>
              <span className="grow" />
              <Button small aria-label={`Revoke ${each.name}`} onClick={() => revoke.mutate(each.id)}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddAssistant onAdded={changed} />
      <ul className={styles.list} aria-label="Last sessions">
        {sessionsOf(calls).map((session) => (
          <li key={`${session.last.client_id}-${session.last.session_no}`}>
            <span className="small">
              {clients.find((each) => each.id === session.last.client_id)?.name ?? "Revoked assistant"},{" "}
              {formatMoment(session.last.created_at)}: {count(session.calls, "call")}
              {session.refused > 0 && `, ${session.refused} refused`}
            </span>
            <span className="grow" />
            {session.changes > 0 && (
              <Button small icon={Undo2} onClick={() => undo.mutate(session.last)}>
                Undo session
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function AddAssistant({ onAdded }: { onAdded: () => void }) {
  const [name, setName] = useState("");
  const [canPropose, setCanPropose] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      post<Schemas["AddedMcpClient"]>("/api/mcp/clients", { name, scope: canPropose ? "draft" : "read" }),
    onSuccess: () => {
      setName("");
      onAdded();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) add.mutate();
  };
  return (
    <>
      <form className={styles.add} onSubmit={submit}>
        <Field label="New assistant" error={add.error && sentenceFor(add.error)}>
          {(ids) => (
            <Input
              {...ids}
              value={name}
              maxLength={100}
              placeholder="Its name"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Check checked={canPropose} onChange={() => setCanPropose(!canPropose)}>
          It may propose
        </Check>
        <Button icon={Plus} type="submit" disabled={!name.trim() || add.isPending}>
          Add
        </Button>
      </form>
      {add.data && (
        <p role="status" className={styles.token}>
          Token of {add.data.client.name}, shown this once: <code>{add.data.token}</code>
        </p>
      )}
    </>
  );
}

interface Session {
  last: Call;
  calls: number;
  refused: number;
  changes: number;
}

/** Calls with the same assistant and number are one session; the newest first. */
function sessionsOf(calls: readonly Call[]): Session[] {
  const sessions = new Map<string, Session>();
  for (const call of calls) {
    const key = `${call.client_id}-${call.session_no}`;
    const session = sessions.get(key) ?? { last: call, calls: 0, refused: 0, changes: 0 };
    session.calls += 1;
    session.refused += Number(call.outcome === "refused");
    session.changes += Number(call.change_id !== null);
    sessions.set(key, session);
  }
  return [...sessions.values()].slice(0, 10);
}
