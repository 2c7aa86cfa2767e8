import type { MonthOfWork } from "@/api/types";
import { formatMonth } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import styles from "../categoriser.module.css";
import { roundedShare, shareTouched } from "../record";
import measures from "./measures.module.css";
import recordStyles from "./record.module.css";

/** How many transactions of each month a person decided, and how many were filed without them. */
export function TouchedSection({ months }: { months: readonly MonthOfWork[] }) {
  const month = months.find((each) => shareTouched(each) !== null) ?? months[0];
  if (!month) return null;
  const decided = month.touched + month.automatic;
  const most = Math.max(...months.map(({ touched, automatic }) => touched + automatic), 1);
  return (
    <section className={styles.section} aria-labelledby="h-touched">
      <div className={styles.heading}>
        <h2 id="h-touched">Decided by you, {formatMonth(month.month, "long")}</h2>
        <span className="muted">by the day of the transaction</span>
      </div>
      <div className={recordStyles.touched}>
        <div>
          <p className={measures.spent}>
            <span className={measures.figure}>{formatCount(month.touched)}</span>
            <span className="secondary tabular">
              of {formatCount(decided)} decided
              {month.waiting > 0 && `, ${formatCount(month.waiting)} wait`}
            </span>
          </p>
          <p className={styles.note}>
            {formatCount(month.automatic)} were filed without asking. The fewer you have to decide, the better
            the categoriser knows you.
          </p>
        </div>
        <ul className={recordStyles.bars} aria-label="Decided by you and filed without asking, by month">
          {[...months].reverse().map((each) => (
            <li key={each.month}>
              <span className={recordStyles.stack} aria-hidden="true">
                <span
                  className={recordStyles.automatic}
                  style={{ height: `${(each.automatic / most) * 100}%` }}
                />
                <span className={recordStyles.byYou} style={{ height: `${(each.touched / most) * 100}%` }} />
              </span>
              <span className={recordStyles.percent}>
                {roundedShare(shareTouched(each))}
                <span className="visually-hidden">
                  {" "}
                  decided by you, {each.touched} of {each.touched + each.automatic}, in
                </span>
              </span>
              <span>{formatMonth(each.month)}</span>
            </li>
          ))}
        </ul>
      </div>
      <p className={recordStyles.legend}>
        <span className={recordStyles.byYou} /> decided by you
        <span className={recordStyles.automatic} /> filed without asking
      </p>
    </section>
  );
}
