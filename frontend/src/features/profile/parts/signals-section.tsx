import { CalendarClock, Check, RefreshCw } from "lucide-react";
import { SparkLine } from "@/charts/spark-line";
import { cx } from "@/kit/cx";
import { formatDay, formatMoment } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { Pill } from "@/ui/pill";
import { SectionHeader } from "@/ui/section-header";
import { EmptyState } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import {
  currencyOf,
  type Definition,
  GROUP_WORDS,
  type Profile,
  type Signal,
  signalOf,
  signalWords,
  thresholdWords,
  WINDOW_WORDS,
  WINDOWS,
} from "../model";
import styles from "../profile.module.css";

interface Props {
  profile: Profile;
  current: string | null;
  onWhy: (key: string) => void;
  isComputing: boolean;
  onCompute: () => void;
}

/** Each signal in both windows with its threshold, so that a difference is seen. */
export function SignalsSection({ profile, current, onWhy, isComputing, onCompute }: Props) {
  const groups = Object.entries(GROUP_WORDS).map(([group, label]) => ({
    label,
    definitions: profile.definitions.filter((each) => each.group === group),
  }));
  return (
    <section className={styles.section} aria-labelledby="h-signals">
      <div className={styles.head}>
        <SectionHeader
          title="Signals"
          id="h-signals"
          end={
            <Button small icon={RefreshCw} keys="r" disabled={isComputing} onClick={onCompute}>
              Compute
            </Button>
          }
        >
          <span className="muted tabular hide-on-phone">
            {profile.computed_at &&
              `computed ${formatMoment(profile.computed_at)} from ${formatCount(profile.transaction_count)} transactions, here`}
          </span>
        </SectionHeader>
      </div>
      {profile.signals.length === 0 ? (
        <TooLittle profile={profile} />
      ) : (
        <table className={cx(tableStyles.table, styles.signals)}>
          <caption className="visually-hidden">Signals for 30 and 180 days</caption>
          <thead>
            <tr>
              <th scope="col">Signal</th>
              {WINDOWS.map((window) => (
                <th key={window} scope="col" className={styles.value}>
                  {WINDOW_WORDS[window]}
                </th>
              ))}
              <th scope="col" className={styles.threshold}>
                Threshold
              </th>
              <th scope="col" className={styles.trace}>
                Trace
              </th>
            </tr>
          </thead>
          {groups.map(({ label, definitions }) => (
            <tbody key={label}>
              <tr className={tableStyles.group}>
                <th scope="rowgroup">
                  <b>{label}</b>
                </th>
                <td className={styles.value} />
                <td className={styles.value} />
                <td className={styles.threshold} />
                <td className={styles.trace} />
              </tr>
              {definitions.map((definition) => (
                <Row
                  key={definition.key}
                  profile={profile}
                  definition={definition}
                  isCurrent={current === definition.key}
                  onWhy={() => onWhy(definition.key)}
                />
              ))}
            </tbody>
          ))}
        </table>
      )}
    </section>
  );
}

interface RowProps {
  profile: Profile;
  definition: Definition;
  isCurrent: boolean;
  onWhy: () => void;
}

function Row({ profile, definition, isCurrent, onWhy }: RowProps) {
  const { key, label } = definition;
  const trace = profile.trace[key]?.map(({ value }) => Number(value)) ?? [];
  return (
    <tr className={cx(isCurrent && tableStyles.current)} data-row={key} aria-current={isCurrent || undefined}>
      <th scope="row">
        <button type="button" className={styles.name} aria-label={`${label}, show why`} onClick={onWhy}>
          {label}
        </button>
      </th>
      {WINDOWS.map((window) => (
        <td key={window} className={styles.value}>
          <Value signal={signalOf(profile, key, window)} />
        </td>
      ))}
      <td className={cx(styles.threshold, "small muted")}>
        {thresholdWords(definition, currencyOf(profile))}
      </td>
      <td className={styles.trace}>
        {trace.length > 1 && <SparkLine label={`${label} over time`} values={trace} />}
      </td>
    </tr>
  );
}

function Value({ signal }: { signal: Signal | undefined }) {
  if (!signal) return <span className="small muted">too short</span>;
  if (signal.figure.value === null) return <span className="small muted">no value</span>;
  return (
    <>
      <span className={cx("tabular", signal.is_met ? "medium" : "secondary")}>
        {signalWords(signal.figure)}
      </span>
      <span className={styles.met}>
        {signal.is_met ? <Pill icon={Check}>met</Pill> : <span className="small muted">not met</span>}
      </span>
    </>
  );
}

function TooLittle({ profile }: { profile: Profile }) {
  const [short] = profile.windows;
  if (!short?.history_days)
    return (
      <EmptyState icon={CalendarClock} title="No transactions yet">
        Signals need at least {short?.needs_days ?? 28} days of confirmed transactions.
      </EmptyState>
    );
  return (
    <EmptyState icon={CalendarClock} title={`${count(short.history_days, "day")} of transactions`}>
      30 days need at least {short.needs_days} days of transactions, which is on{" "}
      {short.enough_on && formatDay(short.enough_on)}.
    </EmptyState>
  );
}
