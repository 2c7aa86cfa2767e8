import { CircleDashed } from "lucide-react";
import { Link } from "react-router";
import type { BalanceDifference } from "@/api/types";
import { daysWords } from "@/entities/accounts/incomplete-badge";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet, formatSize } from "@/kit/money";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import styles from "../register.module.css";

type Suspect = BalanceDifference["suspects"][number];

interface Props {
  accountId: number;
  differences: readonly BalanceDifference[];
  currency: string;
  /** The last day of the difference that the address names. */
  named: string | null;
  onOpen: (transactionId: number) => void;
  onRestore: (deletedId: number, text: string) => void;
}

/** Each stretch of days that the transactions do not explain, with what could explain it. */
export function Differences({ accountId, differences, currency, named, onOpen, onRestore }: Props) {
  const shown = named ? differences.filter(({ last_on }) => last_on === named) : differences;
  if (!shown.length) return null;
  return (
    <section className={styles.differences} aria-labelledby="h-differences">
      <h2 id="h-differences">
        <Icon of={CircleDashed} small /> Days that do not add up
        {named && differences.length > 1 && (
          <Link className="link small" to={`/accounts/${accountId}`}>
            Show all {differences.length}
          </Link>
        )}
      </h2>
      {shown.map((difference) => (
        <article key={difference.last_on}>
          <p>
            <b className="medium">{daysWords(difference)}</b>: the balance is stated as{" "}
            {formatNet(difference.stated_minor, currency)}.{" "}
            <span className="warning-text tabular">
              {formatSignedNet(difference.missing_minor, currency)} unexplained
            </span>{" "}
            <Link
              className="link"
              to={`/data?account_id=${accountId}&start_date=${difference.first_on}&end_date=${difference.last_on}`}
            >
              Show the transactions of these days
            </Link>
          </p>
          {difference.suspects.length === 0 && (
            <p className="secondary small">
              Nothing in Budget App explains this amount alone: compare these days with the statement.
            </p>
          )}
          <ul>
            {difference.suspects.map((suspect, at) => (
              <li key={at} className={styles.suspect}>
                <span className="tabular secondary">{formatDay(suspect.on)}</span>
                <span className="grow">
                  {suspect.text} <span className="secondary small">{reason(suspect, currency)}</span>
                </span>
                <Amount minor={suspect.amount_minor} currency={currency} />
                {suspect.deleted_id !== null ? (
                  <Button
                    small
                    onClick={() => suspect.deleted_id !== null && onRestore(suspect.deleted_id, suspect.text)}
                  >
                    Restore
                  </Button>
                ) : (
                  <Button
                    small
                    onClick={() => suspect.transaction_id !== null && onOpen(suspect.transaction_id)}
                  >
                    Open
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </article>
      ))}
    </section>
  );
}

function reason({ kind, deleted_on, earlier_minor }: Suspect, currency: string): string {
  switch (kind) {
    case "deleted":
      return `You deleted it on ${formatDay(deleted_on ?? "")}. With it the sum is exact.`;
    case "duplicate":
      return "The same amount and text are there twice. Without one of them the sum is exact.";
    case "changed":
      return `You changed it from ${formatSize(earlier_minor ?? 0, currency)}. With that the sum is exact.`;
    case "sign":
      return "With the other sign the sum is exact.";
    case "other_period":
      return "The neighbouring days lack this amount: it may belong there.";
  }
}
