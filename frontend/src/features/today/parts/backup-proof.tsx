import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Link } from "react-router";
import { proofWords, useLastProof } from "@/entities/app/backups";
import { dayOf, formatDay } from "@/kit/dates";
import { Icon } from "@/ui/icon";

/** When a backup was last proved to be restorable; nothing while there was no drill yet. */
export function BackupProof() {
  const proof = useLastProof().data;
  if (!proof) return null;
  const isGood = proof.problems.length === 0;
  return (
    <section
      aria-label="Backups"
      className={isGood ? "small muted inline-row" : "small warning-text inline-row"}
    >
      <Icon of={isGood ? ShieldCheck : ShieldAlert} small />
      <span>
        <Link to="/settings#backups">
          {isGood ? "Backup proved" : "Backup could not be proved"} {formatDay(dayOf(proof.at))}
        </Link>
        {isGood && `: ${proofWords(proof)}`}
      </span>
    </section>
  );
}
