import { CircleAlert, Ellipsis, History, Redo2, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { cx } from "@/kit/cx";
import { lastDayOf } from "@/kit/dates";
import { minorDigits, parseAmount, toInput } from "@/kit/money";
import { Amount, Net } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { EditInPlace } from "@/ui/edit-in-place";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { Menu } from "@/ui/menu";
import { PaceBar } from "@/ui/pace-bar";
import tableStyles from "@/ui/table.module.css";
import twistStyles from "@/ui/twist.module.css";
import styles from "../budget.module.css";
import { type Budget, roundUp, type Sums } from "../model";
import type { BudgetActions } from "../queries";

export interface RowProps {
  rowKey: string;
  level: 0 | 1;
  name: string;
  short_desc: string;
  color: string | null;
  isFixed: boolean;
  /** Its own budget; without one the row only adds up what is below. */
  budget: Budget | null;
  sums: Sums;
  month: string;
  currency: string;
  /** How much of the month is gone; null when it does not run. */
  pace: number | null;
  twist: ReactNode;
  isCurrent: boolean;
  onCurrent: () => void;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
  actions: BudgetActions;
  categoryId: number;
}

/** One budget: set, carried in, used, spent, left. */
export function BudgetRow(props: RowProps) {
  const { rowKey, level, name, color, isFixed, sums, currency, isCurrent, onCurrent, twist } = props;
  return (
    <tr
      data-row={rowKey}
      className={cx(
        tableStyles[`level${level}`],
        level === 0 && styles.parent,
        isCurrent && tableStyles.current,
      )}
      aria-current={isCurrent ? "true" : undefined}
      onMouseDown={onCurrent}
    >
      <th scope="row">
        <span className={cx(tableStyles.nameLine, styles.nameLine)} style={{ paddingLeft: level * 22 }}>
          {twist}
          {level === 0 && <CategoryDot color={color} />}
          <span className={level === 0 ? "medium truncate" : "truncate"}>{name}</span>
          {isFixed && <span className={cx("small muted", styles.fixed)}>fixed</span>}
        </span>
      </th>
      <td className="align-right">
        <AmountCell {...props} />
      </td>
      <td className={cx("align-right muted", styles.rolloverColumn)}>
        <Carried {...props} />
      </td>
      <td className={styles.pace}>
        <PaceBar
          available={sums.budgeted + sums.rolled}
          spent={sums.spent}
          pace={isFixed ? null : props.pace}
        />
      </td>
      <td
        className={
          level === 0 ? cx("align-right", styles.spent) : cx("align-right", styles.spent, "secondary")
        }
      >
        <SpentLink {...props} />
      </td>
      <td className="align-right">
        <Left minor={sums.left} currency={currency} isStrong={level === 0} />
      </td>
      <td className={styles.actions}>
        <RowMenu {...props} />
      </td>
    </tr>
  );
}

function AmountCell({ budget, sums, name, short_desc, currency, isEditing, onEditing, actions }: RowProps) {
  return (
    <EditInPlace
      label={`Budget of ${name}`}
      isRight
      isEditing={isEditing}
      onEditing={onEditing}
      dataKey="e"
      value={budget ? toInput(budget.budgeted_minor, currency) : ""}
      onKeep={(text) => {
        const minor = parseAmount(text, currency);
        if (minor === null || minor < 0) return "Enter an amount, such as 250 or 99.50.";
        const words = budget ? `Budget of ${name} changed` : `Budget of ${name} set`;
        void actions.set({ category_short_desc: short_desc, name, amount_minor: minor }, words);
        return null;
      }}
    >
      {budget ? (
        <Amount minor={budget.budgeted_minor} currency={currency} />
      ) : (
        <span className="muted">
          sum <Amount minor={sums.budgeted} currency={currency} />
        </span>
      )}
    </EditInPlace>
  );
}

function Carried({ budget, sums, name, short_desc, currency, actions }: RowProps) {
  if (!budget) return sums.rolled ? <Net minor={sums.rolled} currency={currency} signed /> : null;
  const label = budget.rollover ? `${name} rolls over what is left` : `${name} resets monthly`;
  return (
    <span className={styles.carried}>
      {budget.rollover && <Net minor={budget.rolled_minor} currency={currency} signed />}
      <button
        type="button"
        className={twistStyles.twist}
        role="switch"
        aria-checked={budget.rollover}
        aria-label={label}
        title={label}
        data-key="r"
        onClick={() => toggleRollover(budget, { short_desc, name }, actions)}
      >
        <Icon of={Redo2} small className={budget.rollover ? styles.on : styles.off} />
      </button>
    </span>
  );
}

export function toggleRollover(
  budget: Budget,
  { short_desc, name }: { short_desc: string; name: string },
  actions: BudgetActions,
) {
  const rollover = !budget.rollover;
  void actions.set(
    { category_short_desc: short_desc, name, amount_minor: budget.budgeted_minor, rollover },
    rollover ? `${name} rolls over` : `${name} resets monthly`,
  );
}

function SpentLink({ sums, month, level, name, categoryId, currency, budget }: RowProps) {
  const where = level === 0 ? { parent_category_id: categoryId } : { category_id: categoryId };
  if (!budget && level === 0) return <Net minor={sums.spent} currency={currency} />;
  const days = { start_date: `${month}-01`, end_date: lastDayOf(month) };
  return (
    <Link className={tableStyles.amountLink} to={`/data?${toQuery({ ...where, ...days })}`}>
      <span className="visually-hidden">Transactions in {name}: </span>
      <Net minor={sums.spent} currency={currency} />
    </Link>
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

function RowMenu({ budget, name, short_desc, currency, actions }: RowProps) {
  if (!budget) return null;
  const unit = 10 ** minorDigits(currency);
  const usual = budget.usual_minor === null ? 0 : roundUp(budget.usual_minor, unit);
  return (
    <Menu
      label={`More for ${name}`}
      trigger={<IconButton icon={Ellipsis} small label={`More for ${name}`} />}
      items={[
        {
          label: "Roll over",
          icon: Redo2,
          note: budget.rollover ? "on" : "off",
          keys: "r",
          onSelect: () => toggleRollover(budget, { short_desc, name }, actions),
        },
        {
          label: "Set to the usual amount",
          icon: History,
          isDisabled: usual <= 0 || usual === budget.budgeted_minor,
          note: usual > 0 ? toInput(usual, currency) : "no history yet",
          onSelect: () =>
            void actions.set(
              { category_short_desc: short_desc, name, amount_minor: usual },
              `Budget of ${name} set to the usual amount`,
            ),
        },
        null,
        {
          label: "Remove",
          icon: Trash2,
          keys: "Delete",
          isDanger: true,
          onSelect: () => void actions.remove(budget),
        },
      ]}
    />
  );
}
