import { ArrowUp, CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import { formatDay, formatWeekday } from "@/kit/dates";
import { formatFlow, formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { CategoryDot, ConfidenceBars } from "@/ui/marks";
import tableStyles from "@/ui/table.module.css";
import { everyWords, type Found, groupsOf, newsOf, type Series } from "../model";
import styles from "../recurring.module.css";

interface Props {
  found: readonly Found[];
  series: readonly Series[];
  asOf: string;
  current: string | null;
  onOpen: (key: string) => void;
  onConfirm: (found: Found) => void;
  onIgnore: (found: Found) => void;
}

export const keyOf = (series: Series) => `s${series.id}`;
export const foundKey = ({ merchant_key, lowest_minor }: Found) => `f${merchant_key} ${lowest_minor ?? ""}`;

/** The series by kind; what was found stands on top and counts only after it is confirmed. */
export function SeriesTable({ found, series, asOf, current, onOpen, onConfirm, onIgnore }: Props) {
  return (
    <table className={cx(tableStyles.table, styles.columns, styles.list)}>
      <caption className="visually-hidden">Recurring payments and income</caption>
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col" className={styles.next}>
            Next
          </th>
          <th scope="col" className={styles.every}>
            Every
          </th>
          <th scope="col" className={styles.news}>
            What is new
          </th>
          <th scope="col" className={cx(styles.number, styles.amount)}>
            Amount
          </th>
          <th scope="col" className={cx(styles.number, styles.year)}>
            A year
          </th>
        </tr>
      </thead>
      {found.length > 0 && (
        <tbody>
          <GroupRow label="To confirm" note="not counted yet" />
          {found.map((each) => (
            <FoundRow
              key={foundKey(each)}
              found={each}
              isCurrent={current === foundKey(each)}
              onOpen={onOpen}
              onConfirm={onConfirm}
              onIgnore={onIgnore}
            />
          ))}
        </tbody>
      )}
      {groupsOf(series).map((group) => (
        <tbody key={group.kind}>
          <GroupRow label={group.label} note={String(group.series.length)} end={sumOf(group.series)} />
          {group.series.map((each) => (
            <SeriesRow
              key={each.id}
              series={each}
              asOf={asOf}
              isCurrent={current === keyOf(each)}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function GroupRow({ label, note, end }: { label: string; note: string; end?: ReactNode }) {
  return (
    <tr className={tableStyles.group}>
      <th scope="rowgroup">
        <b>{label}</b> {note}
      </th>
      <td className={styles.next} />
      <td className={styles.every} />
      <td className={styles.news} />
      <td className={styles.amount} />
      <td className={cx(styles.groupSum, styles.year)}>{end}</td>
    </tr>
  );
}

/** What a group costs a year where all of it is in one currency and known. */
function sumOf(series: readonly Series[]): string | null {
  const [first] = series;
  if (!first || series.some((each) => each.currency !== first.currency || each.per_year_minor === null))
    return null;
  const total = series.reduce((sum, { per_year_minor }) => sum + (per_year_minor ?? 0), 0);
  return formatFlow(total, first.currency);
}

function FoundRow({
  found,
  isCurrent,
  onOpen,
  onConfirm,
  onIgnore,
}: {
  found: Found;
  isCurrent: boolean;
  onOpen: (key: string) => void;
  onConfirm: (found: Found) => void;
  onIgnore: (found: Found) => void;
}) {
  return (
    <tr
      className={cx(isCurrent && tableStyles.current, isCurrent && styles.isCurrent)}
      data-row={foundKey(found)}
    >
      <th scope="row">
        <span className={styles.name}>
          <CategoryDot color={found.category?.color ?? null} />
          <button type="button" className="truncate" onClick={() => onOpen(foundKey(found))}>
            <b>{found.name}</b> <span className="muted small">seen {count(found.seen, "time")}</span>
          </button>
        </span>
      </th>
      <td className={styles.next}>
        <ConfidenceBars share={found.confidence} />
      </td>
      <td className={styles.every}>{everyWords(found)}</td>
      <td className={cx(styles.news, styles.isFound)}>
        <span className={styles.acts}>
          <Button small onClick={() => onConfirm(found)} aria-label={`Confirm ${found.name}`}>
            Confirm
          </Button>
          <Button small kind="ghost" onClick={() => onIgnore(found)} aria-label={`Ignore ${found.name}`}>
            Ignore
          </Button>
        </span>
      </td>
      <td className={cx(styles.number, styles.amount)}>
        {found.is_variable && <span className={styles.about}>about</span>}
        {found.amount_minor !== null && <Amount minor={found.amount_minor} currency={found.currency} />}
      </td>
      <td className={cx(styles.number, styles.year)}>
        {found.per_year_minor !== null && <Amount minor={found.per_year_minor} currency={found.currency} />}
      </td>
    </tr>
  );
}

function SeriesRow({
  series,
  asOf,
  isCurrent,
  onOpen,
}: {
  series: Series;
  asOf: string;
  isCurrent: boolean;
  onOpen: (key: string) => void;
}) {
  const news = newsOf(series, asOf);
  return (
    <tr
      className={cx(isCurrent && tableStyles.current, isCurrent && styles.isCurrent)}
      data-row={keyOf(series)}
    >
      <th scope="row">
        <span className={styles.name}>
          <CategoryDot color={series.category?.color ?? null} />
          <button type="button" className="truncate" onClick={() => onOpen(keyOf(series))}>
            <b>{series.name}</b> <span className="muted small">{series.account_name}</span>
          </button>
        </span>
      </th>
      <td className={cx(styles.next, "tabular")}>
        {series.next_due_on ? (
          <span title={formatWeekday(series.next_due_on)}>{formatDay(series.next_due_on)}</span>
        ) : (
          "–"
        )}
      </td>
      <td className={styles.every}>{everyWords(series)}</td>
      <td className={styles.news}>
        {news && (
          <span
            className={cx(
              styles.newsLine,
              "small",
              news.tone === "warning" ? "warning-text" : news.tone === "bad" ? styles.bad : "muted",
            )}
          >
            {news.tone === "bad" && <Icon of={CircleAlert} small />}
            {news.tone === "warning" && <Icon of={news.isRise ? ArrowUp : TriangleAlert} small />}
            {news.words}
          </span>
        )}
      </td>
      <td className={cx(styles.number, styles.amount)}>
        {series.is_variable && <span className={styles.about}>about</span>}
        {series.amount_minor === null ? (
          "–"
        ) : (
          <Amount minor={series.amount_minor} currency={series.currency} />
        )}
      </td>
      <td className={cx(styles.number, styles.year)}>
        {series.per_year_minor === null ? (
          "–"
        ) : series.is_money_in ? (
          <Amount minor={series.per_year_minor} currency={series.currency} />
        ) : (
          formatNet(series.per_year_minor, series.currency)
        )}
      </td>
    </tr>
  );
}
