import { LockKeyhole } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { get } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { type LockReason, lockReason } from "@/api/lock-state";
import { useEncryption, useOpened, useUnlockApp, useUnlockData } from "@/entities/lock/queries";
import { useStore } from "@/kit/store";
import { Button, LinkButton } from "@/ui/button";
import { TextField } from "@/ui/form-fields";
import { Icon } from "@/ui/icon";
import styles from "./lock-screen.module.css";

const LOOK_EVERY_MS = 3_000;

/** Covers the whole page while the backend refuses everything: until the PIN, the passphrase, or the end of the work. */
export function LockScreen() {
  const reason = useStore(lockReason);
  return reason && <Cover reason={reason} />;
}

function Cover({ reason }: { reason: LockReason }) {
  const cover = useRef<HTMLDialogElement>(null);
  const opened = useOpened();
  useEffect(() => {
    // The top layer of the browser: over every dialog, and nothing below can be reached by the keyboard.
    cover.current?.showModal();
  }, []);
  useEffect(() => {
    // Another window may have unlocked it.
    const look = () => void get("/api/app").then(opened, () => undefined);
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => window.clearInterval(timer);
  });
  return (
    <dialog
      ref={cover}
      className={styles.cover}
      aria-labelledby="lock-title"
      onCancel={(event) => event.preventDefault()}
      onClose={(event) => event.currentTarget.showModal()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") event.preventDefault();
      }}
    >
      <div className={styles.content}>
        {reason === "app_locked" && <AppLocked />}
        {reason === "data_locked" && <DataLocked />}
        {reason === "data_being_converted" && (
          <Heading title="Writing your files anew">
            This takes a moment. Nothing is lost if it is interrupted.
          </Heading>
        )}
      </div>
    </dialog>
  );
}

function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Icon of={LockKeyhole} />
      <h1 id="lock-title">{title}</h1>
      <p className="secondary">{children}</p>
    </>
  );
}

function AppLocked() {
  const [pin, setPin] = useState("");
  const unlock = useUnlockApp();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate(pin, { onError: () => setPin("") });
  };
  return (
    <>
      <Heading title="Budget App is locked">Enter your PIN to continue where you were.</Heading>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="PIN"
          type="password"
          autoComplete="current-password"
          autoFocus
          value={pin}
          onChange={setPin}
          error={unlock.error && sentenceFor(unlock.error)}
        />
        <Button type="submit" kind="primary" disabled={!pin || unlock.isPending}>
          Unlock
        </Button>
      </form>
    </>
  );
}

function DataLocked() {
  const status = useEncryption().data;
  const hasPassphrase = status?.key_place === "passphrase";
  const [isByPhrase, setByPhrase] = useState(false);
  if (!status) return null;
  if (hasPassphrase && !isByPhrase) return <ByPassphrase onPhrase={() => setByPhrase(true)} />;
  return <ByPhrase needsPassphrase={hasPassphrase} shortest={status.shortest_passphrase} />;
}

function ByPassphrase({ onPhrase }: { onPhrase: () => void }) {
  const [passphrase, setPassphrase] = useState("");
  const unlock = useUnlockData();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ passphrase });
  };
  return (
    <>
      <Heading title="Your data is encrypted">Enter your passphrase to open it.</Heading>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Passphrase"
          type="password"
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          onChange={setPassphrase}
          error={unlock.error && sentenceFor(unlock.error)}
        />
        <Button type="submit" kind="primary" disabled={!passphrase || unlock.isPending}>
          {unlock.isPending ? "Opening" : "Open"}
        </Button>
      </form>
      <LinkButton onClick={onPhrase}>Use the recovery phrase</LinkButton>
    </>
  );
}

function ByPhrase({ needsPassphrase, shortest }: { needsPassphrase: boolean; shortest: number }) {
  const [phrase, setPhrase] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const unlock = useUnlockData();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate({ phrase, new_passphrase: passphrase || null });
  };
  return (
    <>
      <Heading title="Open with the recovery phrase">
        {needsPassphrase
          ? "Enter what you wrote down, and choose a new passphrase."
          : "The key is not in this computer's keychain. Enter what you wrote down when you encrypted your data."}
      </Heading>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Recovery phrase"
          autoFocus
          spellCheck={false}
          value={phrase}
          onChange={setPhrase}
          placeholder="8 groups of 4 characters"
          error={unlock.error && sentenceFor(unlock.error)}
        />
        {needsPassphrase && (
          <TextField
            label="New passphrase"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={setPassphrase}
            help={`At least ${shortest} characters.`}
          />
        )}
        <Button type="submit" kind="primary" disabled={!phrase || unlock.isPending}>
          {unlock.isPending ? "Opening" : "Open"}
        </Button>
      </form>
    </>
  );
}
