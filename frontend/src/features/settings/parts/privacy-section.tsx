import { KeyRound, Lock, LockKeyhole, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { lockNow, useAppLock, useDecrypt, useEncryption } from "@/entities/lock/queries";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { Icon } from "@/ui/icon";
import { toast, toastFailure } from "@/ui/toast";
import styles from "../settings.module.css";
import { EncryptDialog } from "./encrypt-dialog";
import { PinDialog } from "./pin-dialog";

/** Encryption of the data on the disk, and the PIN of an app that is left open. */
export function PrivacySection() {
  return (
    <section className={styles.group} id="privacy" aria-labelledby="h-privacy">
      <h2 id="h-privacy">Privacy</h2>
      <EncryptionSetting />
      <AppLockSetting />
    </section>
  );
}

function EncryptionSetting() {
  const status = useEncryption().data;
  const [open, setOpen] = useState<"encrypt" | "decrypt" | null>(null);
  const decrypt = useDecrypt();
  if (!status) return null;
  const isEncrypted = status.state === "encrypted";
  const where =
    status.key_place === "keychain"
      ? "The key is in this computer's keychain."
      : "Opened with your passphrase.";
  return (
    <div className={styles.setting}>
      <div className={styles.about}>
        <span className="medium">Encryption</span>
        <p className="small muted">
          Without it, whoever gets the disk or a copy of the folder can read your data.
        </p>
      </div>
      <div className={cx(styles.value, "inline-row", styles.folder)}>
        <span className="inline-row">
          <Icon of={isEncrypted ? ShieldCheck : Lock} />
          <span>{isEncrypted ? `Data, documents and backups are encrypted. ${where}` : "Not encrypted"}</span>
        </span>
        {status.unavailable ? (
          <span className="small muted">{status.unavailable}</span>
        ) : isEncrypted ? (
          <>
            <Button small icon={KeyRound} onClick={() => setOpen("encrypt")}>
              Change key
            </Button>
            <Button small kind="ghost" onClick={() => setOpen("decrypt")}>
              Decrypt
            </Button>
          </>
        ) : (
          <Button small icon={LockKeyhole} onClick={() => setOpen("encrypt")}>
            Encrypt
          </Button>
        )}
      </div>
      {open === "encrypt" && <EncryptDialog status={status} onClose={() => setOpen(null)} />}
      <Confirm
        title="Decrypt your data"
        isOpen={open === "decrypt"}
        onClose={() => setOpen(null)}
        verb="Decrypt all files"
        isBusy={decrypt.isPending}
        onConfirm={() =>
          decrypt.mutate(undefined, {
            onSuccess: () => toast("All files are plain now"),
            onError: (error) => toastFailure(sentenceFor(error)),
            onSettled: () => setOpen(null),
          })
        }
      >
        <p>
          Data, documents and backups are written as plain files, which any SQLite program can open. Your
          recovery phrase is no longer needed.
        </p>
      </Confirm>
    </div>
  );
}

function AppLockSetting() {
  const status = useAppLock().data;
  const [open, setOpen] = useState<"set" | "remove" | null>(null);
  if (!status) return null;
  const minutes = status.idle_minutes;
  return (
    <div className={styles.setting}>
      <div className={styles.about}>
        <span className="medium">App lock</span>
        <p className="small muted">Covers the page when you leave the computer.</p>
      </div>
      <div className={cx(styles.value, "inline-row", styles.folder)}>
        <span className="inline-row">
          <Icon of={LockKeyhole} />
          {minutes ? `Locks after ${count(minutes, "minute")} without use` : "Off"}
        </span>
        {minutes ? (
          <>
            <Button small onClick={() => void lockNow().catch((error) => toastFailure(sentenceFor(error)))}>
              Lock now
            </Button>
            <Button small kind="ghost" onClick={() => setOpen("set")}>
              Change PIN
            </Button>
            <Button small kind="ghost" onClick={() => setOpen("remove")}>
              Remove PIN
            </Button>
          </>
        ) : (
          <Button small onClick={() => setOpen("set")}>
            Set a PIN
          </Button>
        )}
      </div>
      {open && <PinDialog status={status} isRemoving={open === "remove"} onClose={() => setOpen(null)} />}
    </div>
  );
}
