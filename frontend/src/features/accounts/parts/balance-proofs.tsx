import { Link } from "react-router";
import { toQuery } from "@/api/client";
import type { AccountsOverview } from "@/api/types";
import { cx } from "@/kit/cx";
import { lastDayOf, today } from "@/kit/dates";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { Net } from "@/ui/amount";
import { type AccountProof, proofLabel, proofResult } from "../model";
import styles from "./overview.module.css";

const CELLS = { proven: undefined, gap: styles.gap, none: styles.none };
const LEGEND = [
  { state: "proven", words: "proven" },
  { state: "gap", words: "a gap" },
  { state: "none", words: "no statement" },
] as const;

/** Whether the transactions explain how the stated balances changed, month by month. */
export function BalanceProofs({ overview }: { overview: AccountsOverview }) {
  const shown = overview.proofs.filter(({ stated_to }) => stated_to !== null);
  if (!shown.length) return null;
  return (
    <section className={styles.proofs} aria-labelledby="h-proofs">
      <div className={styles.proofsHead}>
        <h2 id="h-proofs">Do the balances add up?</h2>
        <span className={styles.label}>each month against the balances that were stated</span>
        <span className={styles.legend} aria-hidden="true">
          {LEGEND.map(({ state, words }) => (
            <span key={state}>
              <i className={cx(styles.month, CELLS[state])} />
              {words}
            </span>
          ))}
        </span>
      </div>
      <div className={cx(styles.proof, styles.names)} aria-hidden="true">
        <span />
        <span className={styles.months}>
          {overview.months.map((month) => (
            <span key={month}>{formatMonthName(month)}</span>
          ))}
        </span>
        <span />
      </div>
      <ul>
        {shown.map((proof) => (
          <Proof key={proof.account_id} proof={proof} />
        ))}
      </ul>
    </section>
  );
}

function Proof({ proof }: { proof: AccountProof }) {
  const { gap, words } = proofResult(proof, today());
  return (
    <li className={styles.proof}>
      <span className={styles.name}>{proof.name}</span>
      <span className={styles.months} role="img" aria-label={proofLabel(proof)}>
        {proof.months.map(({ month, state }) => (
          <i key={month} className={cx(styles.month, CELLS[state])} title={formatMonth(month, "long")} />
        ))}
      </span>
      {gap ? (
        <Link className={styles.gapLink} to={`/data?${monthQuery(proof.account_id, gap.month)}`}>
          <Net minor={gap.missing_minor} currency={proof.currency} signed /> {words}
        </Link>
      ) : (
        <span className={styles.result}>{words}</span>
      )}
    </li>
  );
}

function monthQuery(accountId: number, month: string): string {
  return toQuery({ account_id: accountId, start_date: `${month}-01`, end_date: lastDayOf(month) });
}
