import { Link } from "react-router";
import type { NetWorth, NetWorthItem, NetWorthPart } from "@/api/types";
import { SparkLine } from "@/charts/spark-line";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Net } from "@/ui/amount";
import { ExplainFigure } from "@/ui/explain-figure";
import freshnessStyles from "@/ui/freshness.module.css";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import tableStyles from "@/ui/table.module.css";
import { type Breakdown, itemsBy } from "../model";
import styles from "../net-worth.module.css";

interface Props {
  worth: NetWorth;
  by: Breakdown;
  onBy: (by: Breakdown) => void;
  current: string | null;
  onCurrent: (key: string) => void;
}

const KEPT = { bank: "bank", file: "file", by_hand: "by hand" } as const;

/** Everything that counts, with where its value comes from, how old it is, a year in a line, and what it counts. */
export function ItemsTable({ worth, by, onBy, current, onCurrent }: Props) {
  const parts: Record<Breakdown, readonly NetWorthPart[]> = {
    group: worth.groups,
    kind: worth.kinds,
    currency: worth.currencies,
    owner: worth.owners,
  };
  const shown = itemsBy(
    by,
    parts[by].map(({ name }) => name),
    worth.items,
  );
  return (
    <section className={styles.flush} aria-labelledby="h-items">
      <SectionHeader
        id="h-items"
        title="Assets and debts"
        end={
          <Segmented
            small
            label="By"
            value={by}
            segments={[
              { value: "group", label: "Group" },
              { value: "kind", label: "Type" },
              { value: "currency", label: "Currency" },
              { value: "owner", label: "Owner" },
            ]}
            onChange={onBy}
          />
        }
      />
      <table className={cx(tableStyles.table, styles.items)}>
        <caption className="visually-hidden">Assets and debts</caption>
        <colgroup>
          <col />
          <col className={styles.keptColumn} />
          <col className={styles.lineColumn} />
          <col className={styles.dayColumn} />
          <col className={styles.changeColumn} />
          <col className={styles.valueColumn} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={styles.kept}>
              Kept
            </th>
            <th scope="col" className={styles.line}>
              12 months
            </th>
            <th scope="col" className={styles.day}>
              As of
            </th>
            <th scope="col" className={styles.change}>
              Since {formatDay(worth.compared_on)}
            </th>
            <th scope="col" className={styles.number}>
              Value
            </th>
          </tr>
        </thead>
        {parts[by].map((part, at) => (
          <tbody key={part.name} id={part.name}>
            <PartRow part={part} items={shown[at]?.items.length ?? 0} currency={worth.currency} />
            {shown[at]?.items.map((item) => (
              <ItemRow
                key={item.key}
                item={item}
                currency={worth.currency}
                isCurrent={item.key === current}
                onCurrent={() => onCurrent(item.key)}
              />
            ))}
          </tbody>
        ))}
        <tfoot>
          <SumRow figure={worth.assets} currency={worth.currency} />
          <SumRow figure={worth.debts} currency={worth.currency} />
          <SumRow figure={worth.total} currency={worth.currency} isLast />
        </tfoot>
      </table>
    </section>
  );
}

function PartRow({ part, items, currency }: { part: NetWorthPart; items: number; currency: string }) {
  return (
    <tr className={tableStyles.group}>
      <th scope="rowgroup">
        <b>{part.figure.label}</b> {count(items, "line")}
      </th>
      <td className={styles.kept} />
      <td className={styles.line} />
      <td className={styles.day} />
      <td className={cx(styles.change, "tabular")}>
        <Net minor={part.change_minor} currency={currency} signed />
      </td>
      <td className={styles.number}>
        <ExplainFigure figure={part.figure} className="medium" />
      </td>
    </tr>
  );
}

function ItemRow({
  item,
  currency,
  isCurrent,
  onCurrent,
}: {
  item: NetWorthItem;
  currency: string;
  isCurrent: boolean;
  onCurrent: () => void;
}) {
  const { figure, change_minor: change } = item;
  return (
    <tr
      data-row={item.key}
      className={isCurrent ? tableStyles.current : undefined}
      onMouseDown={onCurrent}
      aria-current={isCurrent || undefined}
    >
      <th scope="row">
        <span className={styles.name}>
          <span className={cx(freshnessStyles.dot, dotLook(item))} aria-hidden="true" />
          <span className="truncate">
            <ItemName item={item} />
            {item.mask && <span className="muted"> ··{item.mask}</span>}
            {item.share_percent !== 100 && <span className="muted"> {item.share_percent}% share</span>}
          </span>
        </span>
      </th>
      <td className={cx(styles.kept, "secondary")}>{KEPT[item.kept]}</td>
      <td className={styles.line}>
        <SparkLine label={trendWords(item, currency)} values={item.months} />
      </td>
      <td className={cx(styles.day, item.is_stale ? "warning-text" : "secondary")}>
        {item.as_of ? formatDay(item.as_of) : "never"}
      </td>
      <td className={cx(styles.change, "tabular")}>
        {change === null || change === 0 ? (
          <span className="muted">–</span>
        ) : (
          <Net minor={change} currency={currency} signed />
        )}
      </td>
      <td className={styles.number}>
        <ExplainFigure figure={figure} className={figure.value === null ? "warning-text" : "medium"} />
        {item.currency !== currency && item.own_minor !== null && (
          <span className={styles.own}>{formatNet(item.own_minor, item.currency)}</span>
        )}
      </td>
    </tr>
  );
}

function ItemName({ item }: { item: NetWorthItem }) {
  if (item.account_id !== null) return <Link to={`/data?account_id=${item.account_id}`}>{item.name}</Link>;
  if (item.asset_id !== null) return <a href={`#thing-${item.asset_id}`}>{item.name}</a>;
  return <Link to="/investments">{item.name}</Link>;
}

function SumRow({
  figure,
  currency,
  isLast,
}: {
  figure: NetWorth["total"];
  currency: string;
  isLast?: boolean;
}) {
  const value = figure.value ?? figure.known_value;
  return (
    <tr className={isLast ? styles.lastSum : undefined}>
      <th scope="row">
        {figure.label}
        {figure.value === null && <span className="muted">, known so far</span>}
      </th>
      <td className={styles.kept} />
      <td className={styles.line} />
      <td className={styles.day} />
      <td className={styles.change} />
      <td className={cx(styles.number, "tabular")}>
        {typeof value === "number" && <Net minor={value} currency={currency} />}
      </td>
    </tr>
  );
}

function dotLook(item: NetWorthItem): string | undefined {
  if (item.is_stale || item.figure.value === null) return freshnessStyles.stale;
  return item.kept === "bank" ? undefined : freshnessStyles.byHand;
}

function trendWords(item: NetWorthItem, currency: string): string {
  const known = item.months.filter((minor) => minor !== null);
  const [first] = known;
  const last = known[known.length - 1];
  if (first === undefined || last === undefined) return `${item.name} over 12 months: not known`;
  return `${item.name} over 12 months: ${formatNet(first, currency)} to ${formatNet(last, currency)}`;
}
