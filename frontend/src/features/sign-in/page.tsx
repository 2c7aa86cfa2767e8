import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "@/api/client";
import { ApiError, sentenceFor } from "@/api/errors";
import { nextAddress } from "@/api/server-session";
import { Mark } from "@/shell/mark";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import styles from "./sign-in.module.css";

interface Entered {
  email: string;
  password: string;
  code: string;
  name: string;
}

const NOTHING: Entered = { email: "", password: "", code: "", name: "" };

/** The door of a server: sign in, or use an invitation, whose code stands behind the # so that no server logs it. */
export default function SignInPage() {
  const [invitation] = useState(() => window.location.hash.slice(1));
  const [entered, setEntered] = useState(NOTHING);
  const isInvited = invitation !== "";
  const enter = useMutation({
    mutationFn: ({ email, password, code, name }: Entered) =>
      isInvited
        ? post("/api/access/sign-up", { invitation, email, password, name })
        : post("/api/access/sign-in", { email, password, code }),
    onSuccess: () => window.location.replace(nextAddress(window.location.search)),
  });
  const failure = enter.error instanceof ApiError ? enter.error : null;
  const needsCode = !isInvited && (failure?.code === "code_needed" || failure?.code === "wrong_code");
  const [asksCode, setAsksCode] = useState(false);
  if (needsCode && !asksCode) setAsksCode(true);
  const field = (name: keyof Entered) => ({
    value: entered[name],
    required: true,
    onChange: (event: { target: { value: string } }) =>
      setEntered((before) => ({ ...before, [name]: event.target.value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(entered);
  };
  const problem = enter.error && failure?.code !== "code_needed" ? sentenceFor(enter.error) : null;
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <Mark size={28} />
        <h1>{isInvited ? "Accept your invitation" : "Sign in"}</h1>
        {isInvited && (
          <p className="secondary">Choose how you sign in from now on. Your data is visible to you alone.</p>
        )}
        {isInvited && (
          <Field label="Your name">
            {(ids) => <Input {...ids} {...field("name")} autoComplete="name" maxLength={100} />}
          </Field>
        )}
        <Field label="E-mail address">
          {(ids) => <Input {...ids} {...field("email")} type="email" autoComplete="username" />}
        </Field>
        <Field label="Password" help={isInvited && "At least 12 characters, such as four words."}>
          {(ids) => (
            <Input
              {...ids}
              {...field("password")}
              type="password"
              autoComplete={isInvited ? "new-password" : "current-password"}
            />
          )}
        </Field>
        {asksCode && (
          <Field label="Code" help="The six digits that your authenticator app shows now.">
            {(ids) => (
              <Input
                {...ids}
                {...field("code")}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
              />
            )}
          </Field>
        )}
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button kind="primary" type="submit" disabled={enter.isPending}>
          {isInvited ? "Create account" : "Sign in"}
        </Button>
      </form>
    </main>
  );
}
