import { CircleAlert, Ellipsis, Redo2, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { cx } from "@/kit/cx";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { Amount, Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { EditInPlace } from "@/ui/edit-in-place";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { Menu } from "@/ui/menu";
import { PaceBar } from "@/ui/pace-bar";
import { Popover } from "@/ui/popover";
import tableStyles from "@/ui/table.module.css";
import styles from "../budget.module.css";
import { type Carry, kindWords, type Line, lineKey, type Overview, PER_PERIOD, type Sums } from "../model";
import type { BudgetPageState } from "../use-budget-page";
import { CoverForm } from "./cover-form";

export interface RowProps {
  rowKey: string;
  page: BudgetPageState;
  overview: Overview;
  level: 0 | 1;
  name: string;
  color: string | null;
  isFixed: boolean;
  categoryId: number;
  /** Its own line; without one the row only adds up what is below. */
  line: Line | null;
  currency: string;
  sums: Sums;
  twist: ReactNode;
}

/** One line: what it may spend in the days shown, what it spent, what is left. */
export function BudgetRow(props: RowProps) {
  const { rowKey, page, overview, level, name, color, isFixed, line, currency, sums, twist } = props;
  const isCurrent = page.current === rowKey;
  const { elapsed, kind } = overview;
  return (
    <tr
      data-row={rowKey}
      className={cx(
        tableStyles[`level${level}`],
        level === 0 && styles.parent,
        isCurrent && tableStyles.current,
      )}
      aria-current={isCurrent ? "true" : undefined}
      onMouseDown={() => page.moveTo(rowKey)}
    >
      <th scope="row">
        <span className={cx(tableStyles.nameLine, styles.nameLine)} style={{ paddingLeft: level * 22 }}>
          {twist}
          {level === 0 && <CategoryDot color={color} />}
          <span className={level === 0 ? "medium truncate" : "truncate"}>{name}</span>
          {isFixed && <span className={cx("small muted", styles.fixed)}>fixed</span>}
        </span>
      </th>
      <td className={cx("small muted", styles.kindColumn)}>
        {line && kindWords(line, kind, formatNet(line.own.budgeted_minor, currency))}
      </td>
      <td className="align-right">
        <AmountCell {...props} />
      </td>
      <td className={cx("align-right muted", styles.carriedColumn)}>
        {sums.carried !== 0 && <Net minor={sums.carried} currency={currency} signed />}
      </td>
      <td className={styles.pace}>
        <PaceBar
          available={sums.budgeted + sums.carried}
          spent={sums.spent}
          pace={isFixed || elapsed <= 0 || elapsed >= 1 ? null : elapsed}
        />
      </td>
      <td className={cx("align-right", styles.spent, level === 1 && "secondary")}>
        <SpentLink {...props} />
      </td>
      <td className={cx("align-right", styles.leftCell)}>
        <LeftCell {...props} currency={currency} />
      </td>
      <td className={styles.actions}>
        <RowMenu {...props} />
      </td>
    </tr>
  );
}

function AmountCell({ page, line, currency, sums, name, rowKey }: RowProps) {
  if (!line)
    return (
      <span className="muted">
        sum <Amount minor={sums.budgeted} currency={currency} />
      </span>
    );
  const amount = <Amount minor={sums.budgeted} currency={currency} />;
  // The budget of a month can be changed where that month is shown; a standing line has one amount for all periods.
  if (line.line_id === null && page.month === null) return amount;
  const own = line.line_id === null ? line.budgeted_minor : line.own.budgeted_minor;
  return (
    <EditInPlace
      label={line.line_id === null ? `Budget of ${name}` : `Budget of ${name} ${PER_PERIOD[line.period]}`}
      isRight
      isEditing={page.editing === rowKey}
      onEditing={(isOn) => page.edit(isOn ? rowKey : null)}
      dataKey="e"
      value={toInput(own, currency)}
      onKeep={(text) => {
        const minor = parseAmount(text, currency);
        if (minor === null || minor < 0) return "Enter an amount, zero or more.";
        change(page, line, { amount_minor: minor }, `Budget of ${name} changed`);
        return null;
      }}
    >
      {amount}
    </EditInPlace>
  );
}

interface Changes {
  amount_minor?: number;
  carry?: Carry;
}

function change(page: BudgetPageState, line: Line, changes: Changes, words: string): void {
  if (line.line_id !== null) {
    void page.actions.changeLine(line.line_id, changes, words);
    return;
  }
  if (page.month === null) return;
  const carry = changes.carry ?? line.carry;
  const budget = {
    category_short_desc: line.category_short_desc,
    name: line.category_name,
    month: page.month,
    amount_minor: changes.amount_minor ?? line.budgeted_minor,
    rollover: carry !== "nothing",
    carries_debt: carry !== "surplus",
  };
  void page.actions.set(budget, words);
}

function SpentLink({ sums, line, currency, level, name, categoryId, overview }: RowProps) {
  const amount = <Net minor={sums.spent} currency={currency} />;
  if (!line && level === 0) return amount;
  const where = level === 0 ? { parent_category_id: categoryId } : { category_id: categoryId };
  const days = { start_date: overview.start, end_date: overview.end };
  return (
    <Link className={tableStyles.amountLink} to={`/data?${toQuery({ ...where, ...days })}`}>
      <span className="visually-hidden">Transactions in {name}: </span>
      {amount}
    </Link>
  );
}

function LeftCell({ page, overview, line, sums, currency, level }: RowProps & { currency: string }) {
  const left = <Left minor={sums.left} currency={currency} isStrong={level === 0} />;
  const isCovering = line !== null && page.covering === lineKey(line);
  if (!line || (line.own.left_minor >= 0 && !isCovering)) return left;
  return (
    <span className="inline-row">
      <Popover
        label={`Cover ${line.category_name}`}
        align="end"
        isOpen={isCovering}
        onOpenChange={(isOpen) => page.cover(isOpen ? lineKey(line) : null)}
        className={styles.cover}
        trigger={
          <Button small className={styles.coverButton} data-key="c">
            Cover
          </Button>
        }
      >
        <CoverForm line={line} overview={overview} actions={page.actions} onClose={() => page.cover(null)} />
      </Popover>
      {left}
    </span>
  );
}

export function Left({ minor, currency, isStrong }: { minor: number; currency: string; isStrong?: boolean }) {
  if (minor < 0)
    return (
      <span className={styles.over}>
        <Icon of={CircleAlert} small />
        <span className="visually-hidden">over: </span>
        <Net minor={minor} currency={currency} />
      </span>
    );
  return (
    <Net minor={minor} currency={currency} className={cx(isStrong && "medium", minor === 0 && "muted")} />
  );
}

const CARRIES: readonly { carry: Carry; label: string }[] = [
  { carry: "nothing", label: "Limit: start anew each period" },
  { carry: "surplus", label: "Envelope: carry what is left" },
  { carry: "surplus_and_debt", label: "Envelope: carry debt too" },
];

function RowMenu({ page, line, name }: RowProps) {
  if (!line || (line.line_id === null && page.month === null)) return null;
  return (
    <Menu
      label={`More for ${name}`}
      trigger={<IconButton icon={Ellipsis} small label={`More for ${name}`} />}
      items={[
        ...CARRIES.map(({ carry, label }) => ({
          label,
          icon: Redo2,
          note: line.carry === carry ? "now" : undefined,
          isDisabled: line.carry === carry,
          onSelect: () => change(page, line, { carry }, `${name}: ${label.toLowerCase()}`),
        })),
        {
          label: "Cover or move money here",
          keys: "c",
          onSelect: () => page.cover(lineKey(line)),
        },
        null,
        {
          label: "Remove",
          icon: Trash2,
          keys: "Delete",
          isDanger: true,
          onSelect: () => void page.actions.remove(line, page.month),
        },
      ]}
    />
  );
}
