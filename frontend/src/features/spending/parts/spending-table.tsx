import { ArrowDown } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import type { Category, Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Delta } from "@/ui/delta";
import { Icon } from "@/ui/icon";
import tableStyles from "@/ui/table.module.css";
import { type SortBy, totalOf } from "../model";
import type { OutlineLine } from "../outline";
import styles from "../spending.module.css";
import type { SpendingPageState } from "../use-spending-page";
import { CategoryLine, Compared, MerchantLine, NothingToCompare, WordsLine } from "./lines";
import { RowLine } from "./row-line";

interface Props {
  page: SpendingPageState;
  current: string | null;
  onCurrent: (key: string) => void;
  picking: number | null;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
}

/** Categories, and whatever is opened below them. */
export function SpendingTable(props: Props) {
  const { page } = props;
  const byMonth = page.period.kind === "month";
  const total = page.spent;
  const before = byMonth ? page.usualToDate : page.lastYear;
  return (
    <table className={cx(tableStyles.table, tableStyles.tree, styles.table)}>
      <caption className="visually-hidden">Spending by category</caption>
      <colgroup>
        <col />
        <col className={styles.shareColumn} />
        <col className={styles.spentColumn} />
        <col className={styles.usual} />
        <col className={styles.changeColumn} />
        {byMonth && <col className={styles.lastYear} />}
        <col className={styles.trend} />
        <col className={styles.count} />
      </colgroup>
      <thead>
        <tr>
          <SortHead by="name" page={page} className={styles.categoryHead}>
            Category
          </SortHead>
          <th scope="col" className={styles.shareColumn}>
            <span className="visually-hidden">Share</span>
          </th>
          <SortHead by="spent" page={page} className="align-right">
            Spent
          </SortHead>
          <th scope="col" className={cx("align-right", styles.usual)}>
            {byMonth ? "Usual" : "Last year"}
          </th>
          <SortHead by="change" page={page} className="align-right">
            <span className="hide-on-phone">Against</span> {byMonth ? "usual" : "last year"}
          </SortHead>
          {byMonth && (
            <th scope="col" className={cx("align-right", styles.lastYear)}>
              Last year
            </th>
          )}
          <th scope="col" className={styles.trend}>
            12 months
          </th>
          <th scope="col" className={cx("align-right", styles.count)}>
            Count
          </th>
        </tr>
      </thead>
      <tbody>
        {page.shown.map((line) => (
          <Line key={line.key} line={line} {...props} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className={cx("strong", styles.all)}>All spending</span>
          </th>
          <td className={styles.shareColumn} />
          <td className="align-right strong">
            <Net minor={total} currency={page.currency} />
          </td>
          <td className={cx("align-right muted", styles.usual)}>
            <Compared minor={before} currency={page.currency} />
          </td>
          <td className="align-right">
            {before === null ? (
              <NothingToCompare />
            ) : (
              <Delta
                minor={total}
                than={before}
                currency={page.currency}
                name={byMonth ? "usual" : "last year"}
              />
            )}
          </td>
          {byMonth && (
            <td className={cx("align-right muted", styles.lastYear)}>
              <Compared minor={page.lastYear} currency={page.currency} />
            </td>
          )}
          <td className={styles.trend} />
          <td className={cx("align-right tabular muted", styles.count)}>
            {formatCount(totalOf(page.lines, "count"))}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Line({ line, ...props }: Props & { line: OutlineLine }) {
  const { page, current, onCurrent } = props;
  const same = {
    "data-row": line.key,
    className: cx(tableStyles[`level${line.level}`], line.key === current && tableStyles.current),
    "aria-current": line.key === current ? ("true" as const) : undefined,
    onMouseDown: () => onCurrent(line.key),
    onClick: (event: MouseEvent) => {
      const isControl = (event.target as Element).closest("a, button");
      if (!isControl && (line.kind === "category" || line.kind === "merchant")) page.toggle(line.key);
    },
  };
  switch (line.kind) {
    case "category":
      return <CategoryLine line={line} page={page} same={same} />;
    case "merchant":
      return <MerchantLine line={line} page={page} same={same} />;
    case "words":
      return <WordsLine line={line} same={same} />;
    case "row":
      return (
        <RowLine
          line={line}
          page={page}
          same={same}
          isPicking={props.picking === line.row.id}
          onPick={props.onPick}
          onChoose={props.onChoose}
        />
      );
  }
}

function SortHead({
  by,
  page,
  className,
  children,
}: {
  by: SortBy;
  page: SpendingPageState;
  className: string | undefined;
  children: ReactNode;
}) {
  const isOn = page.sort === by;
  const direction = by === "name" ? "ascending" : "descending";
  return (
    <th scope="col" className={className} aria-sort={isOn ? direction : "none"}>
      <button
        type="button"
        className={cx(tableStyles.sort, isOn && tableStyles.sorted)}
        onClick={() => page.put("sort", by === "spent" ? null : by)}
      >
        {children}
        {isOn && <Icon of={ArrowDown} className={by === "name" ? styles.flipped : undefined} />}
      </button>
    </th>
  );
}
