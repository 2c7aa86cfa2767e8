import { Copy, ShieldAlert } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { sentenceFor } from "@/api/errors";
import {
  type EncryptionStatus,
  type ProposedPhrase,
  proposePhrase,
  useEncrypt,
} from "@/entities/lock/queries";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import formStyles from "@/ui/form.module.css";
import { TextField } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { toast, toastFailure } from "@/ui/toast";
import styles from "./encrypt-dialog.module.css";

interface Props {
  status: EncryptionStatus;
  onClose: () => void;
}

/** Encrypts all files with a new key: what it means, the recovery phrase, some of it repeated. */
export function EncryptDialog({ status, onClose }: Props) {
  const [proposed, setProposed] = useState<ProposedPhrase | null>(null);
  const [isWritten, setWritten] = useState(false);
  if (!proposed) return <Explanation status={status} onNext={setProposed} onClose={onClose} />;
  if (!isWritten) return <Phrase proposed={proposed} onNext={() => setWritten(true)} onClose={onClose} />;
  return <Repeat status={status} proposed={proposed} onBack={() => setWritten(false)} onClose={onClose} />;
}

function Explanation({ status, onNext, onClose }: Props & { onNext: (proposed: ProposedPhrase) => void }) {
  const next = () => void proposePhrase().then(onNext, (error) => toastFailure(sentenceFor(error)));
  return (
    <Dialog
      title={status.state === "encrypted" ? "Change the key" : "Encrypt your data"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={next}>
            Show the recovery phrase
          </Button>
        </>
      }
    >
      <div className={formStyles.form}>
        <p>
          Both databases, documents, imported files and backups are encrypted with a new random key.{" "}
          {status.key_place === "keychain"
            ? "The key is kept in this computer's keychain, so you notice nothing of it."
            : "This computer has no keychain, so you enter a passphrase at each start."}
        </p>
        <p>
          If the key is lost, only a recovery phrase opens your data. It is shown once; write it down on
          paper.
          {status.state === "encrypted" && " The old phrase no longer works then."}
        </p>
      </div>
    </Dialog>
  );
}

function Phrase({
  proposed,
  onNext,
  onClose,
}: {
  proposed: ProposedPhrase;
  onNext: () => void;
  onClose: () => void;
}) {
  const copy = () =>
    void navigator.clipboard?.writeText(proposed.phrase).then(() => toast("Recovery phrase copied"));
  return (
    <Dialog
      title="Recovery phrase"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button icon={Copy} onClick={copy}>
            Copy
          </Button>
          <Button kind="primary" onClick={onNext}>
            I wrote it down
          </Button>
        </>
      }
    >
      <div className={formStyles.form}>
        <Notice icon={ShieldAlert} kind="warn">
          Shown only now. Without it and without the key nobody can open your data, we neither.
        </Notice>
        <ol className={styles.phrase} aria-label="Recovery phrase">
          {proposed.phrase.split("-").map((group, at) => (
            <li key={at}>
              <code>{group}</code>
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}

function Repeat({
  status,
  proposed,
  onBack,
  onClose,
}: Props & { proposed: ProposedPhrase; onBack: () => void }) {
  const form = useId();
  const [groups, setGroups] = useState<Readonly<Record<number, string>>>({});
  const [passphrase, setPassphrase] = useState("");
  const encrypt = useEncrypt();
  const needsPassphrase = status.key_place === "passphrase";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    encrypt.mutate(
      { groups, passphrase: needsPassphrase ? passphrase : null },
      {
        onSuccess: ({ left }) => {
          toast("Your data is encrypted");
          if (left.length)
            toastFailure(
              `${count(left.length, "old copy", "old copies")} could not be read and stayed as they were: ${left.join(", ")}`,
            );
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Repeat the recovery phrase"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button type="submit" form={form} kind="primary" disabled={encrypt.isPending}>
            {encrypt.isPending ? "Encrypting" : "Encrypt all files"}
          </Button>
        </>
      }
    >
      <form id={form} className={formStyles.form} onSubmit={submit}>
        <p>So that it is certain that you have it: enter these groups from what you wrote down.</p>
        <div className={styles.groups}>
          {proposed.asked.map((number) => (
            <TextField
              key={number}
              label={`Group ${number}`}
              maxLength={4}
              spellCheck={false}
              value={groups[number] ?? ""}
              onChange={(typed) => setGroups((before) => ({ ...before, [number]: typed }))}
            />
          ))}
        </div>
        {needsPassphrase && (
          <TextField
            label="Passphrase"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={setPassphrase}
            help={`At least ${status.shortest_passphrase} characters. Asked at each start of the app.`}
          />
        )}
        {encrypt.error && (
          <Notice icon={ShieldAlert} kind="bad">
            {sentenceFor(encrypt.error)}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
