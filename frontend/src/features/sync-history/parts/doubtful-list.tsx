import { CircleCheck } from "lucide-react";
import type { DoubtfulRow } from "@/api/types";
import { nameOf } from "@/entities/transactions/names";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useAnswerDoubt, useDoubtful } from "../queries";
import styles from "../sync-history.module.css";

/** Rows of banks that may be here already; each waits for the person's answer. */
export function DoubtfulList() {
  const doubtful = useDoubtful();
  if (doubtful.isPending) return <LoadingRows rows={4} label="Loading questions" />;
  if (doubtful.isError)
    return (
      <FailedState
        title="The questions could not be loaded"
        error={doubtful.error}
        onRetry={doubtful.refetch}
      />
    );
  if (!doubtful.data.length) return <EmptyState icon={CircleCheck} title="Nothing is unsure" />;
  return (
    <div className={styles.questions}>
      {doubtful.data.map((row) => (
        <Doubt key={row.id} row={row} />
      ))}
    </div>
  );
}

/** A row of the bank beside the transaction that it may be. It does not count until the answer. */
export function Doubt({ row }: { row: DoubtfulRow }) {
  const answer = useAnswerDoubt();
  return (
    <div className={styles.question}>
      <p className={styles.under}>
        <b className="medium">{row.account_name}</b>: the amounts are the same. One transaction or two?
      </p>
      <div className={styles.pair}>
        <span className={styles.note}>Bank</span>
        <span className={styles.note}>{row.on && formatDay(row.on)}</span>
        <span className="truncate">{row.description ?? "without a text"}</span>
        {row.amount_minor !== null && row.currency && (
          <Amount minor={row.amount_minor} currency={row.currency} />
        )}
      </div>
      {row.other && (
        <div className={styles.pair}>
          <span className={styles.note}>Here</span>
          <span className={styles.note}>{formatDay(row.other.on)}</span>
          <span className="truncate">{nameOf(row.other)}</span>
          <Amount minor={row.other.amount_minor} currency={row.other.currency} />
        </div>
      )}
      <div className={styles.answers}>
        <Button small disabled={answer.isPending} onClick={() => answer.mutate({ row, isSame: true })}>
          One and the same
        </Button>
        <Button small disabled={answer.isPending} onClick={() => answer.mutate({ row, isSame: false })}>
          Two transactions
        </Button>
      </div>
    </div>
  );
}
