import { CloudUpload, History, ShieldAlert, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import {
  type Backup,
  proofWords,
  reasonOf,
  useBackupActs,
  useBackups,
  useCopies,
  useSecondPlace,
} from "@/entities/app/backups";
import { dayOf, formatDay, formatMoment } from "@/kit/dates";
import { count, formatBytes, formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import styles from "./backups-panel.module.css";

const SHOWN = 8;

/** The backups there are, the last proof that one of them can be restored, and what can be done with each. */
export function BackupsPanel() {
  const found = useBackups().data;
  const { make, prove, restore, discard } = useBackupActs();
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [isShowingAll, setShowingAll] = useState(false);
  if (!found) return null;
  const { backups, proof } = found;
  const newest = backups[0];
  const isBusy = make.isPending || prove.isPending || restore.isPending;
  return (
    <section className={styles.panel} aria-labelledby="h-backups" id="backups">
      <h3 id="h-backups">Backups</h3>
      <p className="small muted">
        Made daily when something changed, before large imports, updates and restores. Once a week the newest
        one is restored into a temporary folder and compared with your data.
      </p>
      {proof && proof.problems.length > 0 ? (
        <Notice icon={ShieldAlert} kind="bad">
          The backup could not be proved on {formatMoment(proof.at)}. {proof.problems.join(" ")} Make a new
          backup and prove it.
        </Notice>
      ) : (
        <Notice icon={proof ? ShieldCheck : ShieldAlert} kind={proof ? "plain" : "warn"}>
          {proof
            ? `Proved on ${formatDay(dayOf(proof.at))}: ${proofWords(proof)}`
            : "No backup has been proved yet. Prove one to see that it can be restored."}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button icon={History} disabled={isBusy} onClick={() => make.mutate()}>
          {make.isPending ? "Making a backup…" : "Back up now"}
        </Button>
        <Button
          icon={ShieldCheck}
          disabled={isBusy || !newest}
          onClick={() => newest && prove.mutate(newest.key)}
        >
          {prove.isPending ? "Proving…" : "Prove the newest"}
        </Button>
      </div>
      <SecondPlace newest={newest} isBusy={isBusy} />
      {backups.length === 0 ? (
        <p className="small muted">No backups yet.</p>
      ) : (
        <ul className={styles.list} aria-label="Backups">
          {(isShowingAll ? backups : backups.slice(0, SHOWN)).map((backup) => (
            <li key={backup.key}>
              <span className="grow">
                <span className="medium tabular">{formatMoment(backup.made_at)}</span>{" "}
                <span className="small muted tabular">
                  {reasonOf(backup)} · {formatBytes(backup.size_bytes)}
                  {backup.transactions !== null && ` · ${count(backup.transactions, "transaction")}`}
                  {proof?.backup === backup.key && !proof.problems.length && " · proved"}
                </span>
              </span>
              <Button small disabled={isBusy} onClick={() => setRestoring(backup)}>
                Restore<span className="visually-hidden"> the backup of {formatMoment(backup.made_at)}</span>
              </Button>
              <IconButton
                small
                icon={Trash2}
                label={`Delete the backup of ${formatMoment(backup.made_at)}`}
                onClick={() => discard.mutate(backup)}
              />
            </li>
          ))}
        </ul>
      )}
      {backups.length > SHOWN && !isShowingAll && (
        <Button kind="ghost" small onClick={() => setShowingAll(true)}>
          Show all {formatCount(backups.length)}
        </Button>
      )}
      {restoring && (
        <Confirm
          title="Restore this backup?"
          isOpen
          verb="Restore"
          isBusy={restore.isPending}
          onClose={() => setRestoring(null)}
          onConfirm={() => restore.mutate(restoring.key, { onSettled: () => setRestoring(null) })}
        >
          <p>
            All your data becomes as it was on {formatMoment(restoring.made_at)}
            {restoring.transactions !== null && ` (${count(restoring.transactions, "transaction")})`}. What
            you have now is backed up first, so you can undo this.
          </p>
        </Confirm>
      )}
    </section>
  );
}

/** Copies of backups elsewhere: how the last one went, another one now, and fetching one back. */
function SecondPlace({ newest, isBusy }: { newest: Backup | undefined; isBusy: boolean }) {
  const second = useSecondPlace().data;
  const { copy, fetchCopy } = useBackupActs();
  const [isShown, setShown] = useState(false);
  const copies = useCopies(isShown);
  if (!second) return null;
  const { last } = second;
  return (
    <div>
      {last &&
        (last.error ? (
          <Notice icon={ShieldAlert} kind="warn">
            The last copy failed {formatMoment(last.at)}. {last.error}
          </Notice>
        ) : (
          <p className="small muted">
            Last copied to the second place {formatMoment(last.at)}, and read back.
          </p>
        ))}
      <div className={styles.acts}>
        <Button
          icon={CloudUpload}
          disabled={isBusy || copy.isPending || !newest}
          onClick={() => newest && copy.mutate(newest.key)}
        >
          {copy.isPending ? "Copying…" : "Copy the newest"}
        </Button>
        <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          Show copies
        </Button>
      </div>
      {isShown && copies.isError && <p className="small warning-text">{sentenceFor(copies.error)}</p>}
      {isShown && copies.data && (
        <ul className={styles.list} aria-label="Copies in the second place">
          {copies.data.length === 0 && <li className="small muted">There are no copies yet.</li>}
          {[...copies.data].reverse().map((name) => (
            <li key={name}>
              <span className="grow small">{name}</span>
              <Button small disabled={fetchCopy.isPending} onClick={() => fetchCopy.mutate(name)}>
                Fetch<span className="visually-hidden"> {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
