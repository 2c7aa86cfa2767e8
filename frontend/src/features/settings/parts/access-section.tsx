import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, patch, post, put, remove } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { isOnServer, SIGN_IN } from "@/api/server-session";
import { formatMoment } from "@/kit/dates";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { toast, toastFailure } from "@/ui/toast";
import groups from "../settings.module.css";
import styles from "./assistants-panel.module.css";

interface Household {
  id: number;
  name: string;
  role: "owner" | "member" | "viewer";
}
interface Me {
  id: number;
  name: string;
  email: string;
  is_operator: boolean;
  has_second_factor: boolean;
  household: Household;
  households: Household[];
}
interface Session {
  id: number;
  is_this: boolean;
  user_agent: string;
  address: string;
  last_used_at: string;
}
interface Member {
  id: number;
  name: string;
  email: string;
  role: Household["role"];
}

const KEY = ["access"];
const BROWSERS: readonly [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];
const ROLES = { owner: "owner", member: "may change everything", viewer: "may look only" };

/** Who is signed in, where, and who else sees this household. There only on a server. */
export function AccessSection() {
  return isOnServer() ? <Access /> : null;
}

function Access() {
  const client = useQueryClient();
  const me = useAccess<Me>("me");
  const sessions = useAccess<Session[]>("sessions");
  const members = useAccess<Member[]>("members");
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
  const leave = useMutation({
    mutationFn: () => post("/api/access/sign-out"),
    onSuccess: () => window.location.assign(SIGN_IN),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
  const open = useMutation({
    mutationFn: (id: number) => put("/api/access/household", { household_id: id }),
    onSuccess: () => window.location.assign("/"),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
  if (!me.data) return null;
  const { name, email, household, households } = me.data;
  const isOwner = household.role === "owner";
  return (
    <section className={groups.group} aria-labelledby="h-access" id="access">
      <h2 id="h-access">Sign-in</h2>
      <div className={styles.panel}>
        <ul className={styles.list} aria-label="You">
          <li>
            <span className="medium">{name}</span> <span className="small muted">{email}</span>
            <span className="grow" />
            <Button small disabled={leave.isPending} onClick={() => leave.mutate()}>
              Sign out
            </Button>
          </li>
        </ul>
        <PasswordForm />
        <SecondFactor isOn={me.data.has_second_factor} />
        <h3>Signed-in browsers</h3>
        <ul className={styles.list} aria-label="Signed-in browsers">
          {sessions.data?.map((each) => (
            <li key={each.id}>
              <span>{browserName(each.user_agent)}</span>{" "}
              <span className="small muted">
                {each.address}, last used {formatMoment(each.last_used_at)}
              </span>
              <span className="grow" />
              {each.is_this ? (
                <span className="small muted">this browser</span>
              ) : (
                <Button
                  small
                  aria-label={`Sign out ${browserName(each.user_agent)}`}
                  onClick={() => act.mutate(() => remove(`/api/access/sessions/${each.id}`))}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
        <h3>Who sees {household.id === me.data.id ? "your" : `${household.name}'s`} household</h3>
        <ul className={styles.list} aria-label="Members">
          {members.data?.map((each) => (
            <li key={each.id}>
              <span>{each.name}</span> <span className="small muted">{ROLES[each.role]}</span>
              <span className="grow" />
              {isOwner && each.role !== "owner" && (
                <>
                  <Button
                    small
                    onClick={() =>
                      act.mutate(() =>
                        patch(`/api/access/members/${each.id}`, {
                          role: each.role === "viewer" ? "member" : "viewer",
                        }),
                      )
                    }
                  >
                    {each.role === "viewer" ? "Let change" : "Let only look"}
                  </Button>
                  <Button
                    small
                    aria-label={`Remove ${each.name}`}
                    onClick={() => act.mutate(() => remove(`/api/access/members/${each.id}`))}
                  >
                    Remove
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
        <Invitations isOwner={isOwner} isOperator={me.data.is_operator} />
        {households.length > 1 && (
          <>
            <h3>Your households</h3>
            <ul className={styles.list} aria-label="Households">
              {households.map((each) => (
                <li key={each.id}>
                  <span>{each.name}</span> <span className="small muted">{ROLES[each.role]}</span>
                  <span className="grow" />
                  {each.id === household.id ? (
                    <span className="small muted">open now</span>
                  ) : (
                    <Button
                      small
                      aria-label={`Open ${each.name}'s household`}
                      onClick={() => open.mutate(each.id)}
                    >
                      Open
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function Invitations({ isOwner, isOperator }: { isOwner: boolean; isOperator: boolean }) {
  const [link, setLink] = useState("");
  const invite = useMutation({
    mutationFn: (role: "member" | "viewer" | null) =>
      post<{ code: string }>("/api/access/invitations", { role }),
    onSuccess: ({ code }) => setLink(`${window.location.origin}${SIGN_IN}#${code}`),
    onError: (error) => toastFailure(sentenceFor(error)),
  });
  return (
    <>
      <p className={styles.actions}>
        {isOwner && (
          <>
            <Button small onClick={() => invite.mutate("viewer")}>
              Invite to look
            </Button>{" "}
            <Button small onClick={() => invite.mutate("member")}>
              Invite to work here
            </Button>{" "}
          </>
        )}
        {isOperator && (
          <Button small onClick={() => invite.mutate(null)}>
            Invite to this server
          </Button>
        )}
      </p>
      {link && (
        <Field
          label="Invitation link"
          help="Send it to one person. It works once, within seven days, and is shown only now."
        >
          {(ids) => (
            <Input {...ids} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          )}
        </Field>
      )}
    </>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => put("/api/access/password", { current, new: next }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      toast("Password changed; all other browsers are signed out");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={styles.add} onSubmit={submit}>
      <Field label="Current password" error={change.error && sentenceFor(change.error)}>
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <Field label="New password">
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={!current || !next || change.isPending}>
        Change password
      </Button>
    </form>
  );
}

function SecondFactor({ isOn }: { isOn: boolean }) {
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const done = () => {
    setPassword("");
    setCode("");
    return client.invalidateQueries({ queryKey: KEY });
  };
  const begin = useMutation({
    mutationFn: () => post<{ secret: string; address: string }>("/api/access/totp", { password }),
  });
  const confirm = useMutation({
    mutationFn: () => post("/api/access/totp/confirm", { code }),
    onSuccess: () => {
      begin.reset();
      return done();
    },
  });
  const turnOff = useMutation({
    mutationFn: () => post("/api/access/totp/remove", { password }),
    onSuccess: done,
  });
  const failure = confirm.error ?? begin.error ?? turnOff.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (begin.data) confirm.mutate();
    else if (isOn) turnOff.mutate();
    else begin.mutate();
  };
  return (
    <form className={styles.add} onSubmit={submit} aria-label="Authenticator app">
      {begin.data ? (
        <Field
          label="Code of your authenticator app"
          error={failure && sentenceFor(failure)}
          help={
            <>
              Enter the key <code>{begin.data.secret}</code> in the app, or{" "}
              <a href={begin.data.address}>open it on this device</a>.
            </>
          }
        >
          {(ids) => (
            <Input
              {...ids}
              value={code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <Field
          label={isOn ? "Authenticator app is on. Password" : "Authenticator app. Password"}
          error={failure && sentenceFor(failure)}
        >
          {(ids) => (
            <Input
              {...ids}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      <Button type="submit" disabled={begin.data ? !code : !password}>
        {begin.data ? "Confirm" : isOn ? "Turn off" : "Set up"}
      </Button>
    </form>
  );
}

function useAccess<T>(path: string) {
  return useQuery({
    queryKey: [...KEY, path],
    queryFn: ({ signal }) => get<T>(`/api/access/${path}`, { signal }),
  });
}

/** A user agent in words that a person knows their browser by. */
function browserName(userAgent: string): string {
  const browser = BROWSERS.find(([sign]) => sign.test(userAgent))?.[1] ?? "Another program";
  const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
