import { CircleAlert, Clock, type LucideIcon, RefreshCw, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import type { BankConnection } from "@/api/types";
import { dataMoment, type HealthWords, healthWords, type Tone } from "@/entities/banks/health";
import { useSyncRuns } from "@/entities/banks/progress";
import { cx } from "@/kit/cx";
import { count } from "@/kit/words";
import { classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import styles from "./connection-cell.module.css";

const ICONS: Record<Tone, LucideIcon> = {
  good: Clock,
  waiting: Clock,
  needs_you: TriangleAlert,
  broken: CircleAlert,
};

/** How a bank's connection is: the day of its data, or what is the matter and who has to act. */
export function ConnectionCell({ connection }: { connection: BankConnection }) {
  const words = healthWords(connection);
  const run = useSyncRuns().find((each) => each.connection_id === connection.id);
  const asOf = dataMoment(connection);
  if (connection.health === "syncing")
    return (
      <span className={styles.cell}>
        <Icon of={RefreshCw} small />
        <span>Syncing now{run && run.rows > 0 && `, ${count(run.rows, "transaction")}`}</span>
      </span>
    );
  if (words.tone === "good")
    return <span>{asOf ? `Bank’s data of ${asOf}` : "Connected, not synced yet"}</span>;
  return (
    <span className={styles.cell}>
      <Icon of={ICONS[words.tone]} small className={toneClass(words.tone)} />
      <span className={styles.words}>
        <span className={toneClass(words.tone)}>{words.title}</span>
        <span className={styles.detail}>{words.detail ?? (asOf && `Bank’s data of ${asOf}`)}</span>
      </span>
      <ActLink words={words} name={connection.name} />
    </span>
  );
}

/** The same beside the name, where there is no room for the column; only what does not go well. */
export function ConnectionNeed({ connection }: { connection: BankConnection }) {
  const words = healthWords(connection);
  if (words.tone !== "needs_you" && words.tone !== "broken") return null;
  return (
    <span className={cx(styles.cell, styles.beside)}>
      <span className={cx(styles.besideWords, toneClass(words.tone))}>{words.title}</span>
      <ActLink words={words} name={connection.name} />
    </span>
  );
}

function ActLink({ words, name }: { words: HealthWords; name: string }) {
  if (!words.act) return null;
  return (
    <Link className={classOf("default", true, styles.act)} to={words.act.to}>
      {words.act.label}
      <span className="visually-hidden">: {name}</span>
    </Link>
  );
}

function toneClass(tone: Tone): string | undefined {
  if (tone === "needs_you") return styles.needsYou;
  return tone === "broken" ? styles.broken : undefined;
}
