import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/client";
import { useTestKeys } from "@/entities/banks/queries";
import { type Settings, useSaveSettings } from "@/entities/settings/queries";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Segmented } from "@/ui/segmented";
import { toast } from "@/ui/toast";
import styles from "../connect.module.css";
import { Refusal } from "./refusal";

type Environment = "sandbox" | "production";

const secretKey = (environment: Environment) =>
  environment === "production" ? "plaid_production_secret" : "plaid_secret";

function environmentOf(settings: Settings): Environment {
  return settings.plaid_env?.value === "production" ? "production" : "sandbox";
}

/** Whether the client ID and the secret of the chosen environment are there. */
export function hasPlaidKeys(settings: Settings): boolean {
  const secret = settings[secretKey(environmentOf(settings))];
  return Boolean(settings.plaid_client_id?.is_set && secret?.is_set);
}

interface Props {
  settings: Settings;
  /** Called before the keys are stored, so that the form stays until they are also tested. */
  onBegin: () => void;
  onDone: () => void;
  onCancel: () => void;
}

/** The person's own keys for Plaid: stored, then tested at Plaid. */
export function PlaidKeys({ settings, onBegin, onDone, onCancel }: Props) {
  const [environment, setEnvironment] = useState<Environment>(environmentOf(settings));
  const [clientId, setClientId] = useState(settings.plaid_client_id?.value ?? "");
  const [secret, setSecret] = useState("");
  const save = useSaveSettings();
  const test = useTestKeys("plaid");
  const keep = useMutation({
    mutationFn: async () => {
      await save.mutateAsync({
        plaid_env: environment,
        ...(clientId.trim() ? { plaid_client_id: clientId.trim() } : {}),
        ...(secret.trim() ? { [secretKey(environment)]: secret.trim() } : {}),
      });
      return test.mutateAsync();
    },
    onSuccess: ({ message }) => {
      toast(message);
      onDone();
    },
  });
  const hasSecret = Boolean(secret.trim()) || Boolean(settings[secretKey(environment)]?.is_set);
  const refused = keep.error instanceof ApiError ? keep.error.fields : {};

  function submit(event: FormEvent) {
    event.preventDefault();
    onBegin();
    keep.mutate();
  }

  return (
    <form className={styles.start} onSubmit={submit}>
      <Notice icon={KeyRound}>
        Plaid needs keys of your own. They are kept encrypted. You find them in the{" "}
        <a
          className="link"
          href="https://dashboard.plaid.com/developers/keys"
          target="_blank"
          rel="noreferrer"
        >
          Plaid dashboard
        </a>
        .
      </Notice>
      <Field
        label="Environment"
        help="Sandbox has test banks, production has real ones."
        className={styles.field}
      >
        {() => (
          <Segmented
            label="Environment"
            value={environment}
            segments={[
              { value: "sandbox", label: "Sandbox" },
              { value: "production", label: "Production" },
            ]}
            onChange={setEnvironment}
          />
        )}
      </Field>
      <Field label="Client ID" error={refused.plaid_client_id} className={styles.field}>
        {(ids) => (
          <Input
            {...ids}
            autoComplete="off"
            spellCheck={false}
            value={clientId}
            isBad={Boolean(refused.plaid_client_id)}
            onChange={(event) => setClientId(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={environment === "production" ? "Production secret" : "Sandbox secret"}
        error={refused[secretKey(environment)]}
        className={styles.field}
      >
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder={settings[secretKey(environment)]?.value ?? ""}
            value={secret}
            isBad={Boolean(refused[secretKey(environment)])}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Field>
      <Refusal error={keep.error} onAgain={() => keep.mutate()} />
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onCancel}>
          Cancel
        </Button>
        <Button kind="primary" type="submit" disabled={keep.isPending || !clientId.trim() || !hasSecret}>
          {keep.isPending ? "Testing…" : "Save and test"}
        </Button>
      </div>
    </form>
  );
}
