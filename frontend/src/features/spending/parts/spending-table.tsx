import { ArrowDown } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import type { Category, Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Delta } from "@/ui/delta";
import { Icon } from "@/ui/icon";
import { type SortBy, totalOf } from "../model";
import type { OutlineLine } from "../outline";
import type { SpendingPageState } from "../use-spending-page";
import { CategoryLine, Compared, MerchantLine, NothingToCompare, WordsLine } from "./lines";
import { RowLine } from "./row-line";
import "@/ui/tree-table.css";

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
    <table className="tbl tree spt">
      <caption className="sr">Spending by category</caption>
      <colgroup>
        <col />
        <col className="bc" />
        <col className="sc" />
        <col className="us" />
        <col className="ag" />
        {byMonth && <col className="ly" />}
        <col className="sp" />
        <col className="ct" />
      </colgroup>
      <thead>
        <tr>
          <SortHead by="name" page={page} className="cc">
            Category
          </SortHead>
          <th scope="col" className="bc">
            <span className="sr">Share</span>
          </th>
          <SortHead by="spent" page={page} className="r">
            Spent
          </SortHead>
          <th scope="col" className="r us">
            {byMonth ? "Usual" : "Last year"}
          </th>
          <SortHead by="change" page={page} className="r">
            <span className="hide-s">Against</span> {byMonth ? "usual" : "last year"}
          </SortHead>
          {byMonth && (
            <th scope="col" className="r ly">
              Last year
            </th>
          )}
          <th scope="col" className="sp">
            12 months
          </th>
          <th scope="col" className="r ct">
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
            <span className="strong all">All spending</span>
          </th>
          <td className="bc" />
          <td className="r strong">
            <Net minor={total} currency={page.currency} />
          </td>
          <td className="r ink3 us">
            <Compared minor={before} currency={page.currency} />
          </td>
          <td className="r">
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
            <td className="r ink3 ly">
              <Compared minor={page.lastYear} currency={page.currency} />
            </td>
          )}
          <td className="sp" />
          <td className="r num ink3 ct">{formatCount(totalOf(page.lines, "count"))}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Line({ line, ...props }: Props & { line: OutlineLine }) {
  const { page, current, onCurrent } = props;
  const same = {
    "data-row": line.key,
    className: cx(`l${line.level}`, line.key === current && "cur"),
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
  className: string;
  children: ReactNode;
}) {
  const isOn = page.sort === by;
  const direction = by === "name" ? "ascending" : "descending";
  return (
    <th scope="col" className={className} aria-sort={isOn ? direction : "none"}>
      <button
        type="button"
        className={cx("sort", isOn && "on")}
        onClick={() => page.put("sort", by === "spent" ? null : by)}
      >
        {children}
        {isOn && <Icon of={ArrowDown} className={by === "name" ? "flip" : undefined} />}
      </button>
    </th>
  );
}
