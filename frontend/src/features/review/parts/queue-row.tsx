import { Check, CircleHelp, CornerDownLeft, Undo2 } from "lucide-react";
import type { Category, Transaction } from "@/api/types";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { MerchantText } from "@/entities/transactions/merchant-text";
import { labelOf, nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { ConfidenceBars, TierBadge } from "@/ui/marks";
import { Cell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import type { Tab } from "../model";
import styles from "../review.module.css";

export interface RowActs {
  onSelect: (row: Transaction, isRange: boolean) => void;
  onAccept: (row: Transaction) => void;
  onKickBack: (row: Transaction) => void;
  onWhy: (row: Transaction) => void;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
}

interface Props extends RowActs {
  row: Transaction;
  tab: Tab;
  kind?: Category["kind"];
  isCurrent: boolean;
  isSelected: boolean;
  isPicking: boolean;
  withDay: boolean;
}

/** One row of the queue: who, the bank's words, how much, what it seems to be, who says so and how sure. */
export function QueueRow(props: Props) {
  const { row, tab, kind, isCurrent, isSelected, isPicking, withDay } = props;
  const reach = isCurrent ? 0 : -1;
  const isStaged = tab === "staged";
  const name = isStaged ? row.category_name : row.predicted_category_name;
  return (
    <>
      <Cell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select ${labelOf(row)}`}
          tabIndex={reach}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => props.onSelect(row, event.shiftKey)}
        />
      </Cell>
      {withDay && <Cell className={cx(styles.date, "muted tabular small")}>{formatDay(row.on)}</Cell>}
      <Cell className={styles.merchant}>
        {withDay ? (
          <span className="truncate secondary small">{row.description}</span>
        ) : (
          <MerchantText row={row} isKnown={name !== null} />
        )}
      </Cell>
      <Cell className={cx(styles.account, "secondary")}>{row.account_name}</Cell>
      <Cell className={cx(styles.amount, "align-right")}>
        <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
      </Cell>
      <Cell className={styles.category}>
        <CategoryPicker
          isOpen={isPicking}
          onOpenChange={(isOpen) => props.onPick(row, isOpen)}
          onChoose={(category) => props.onChoose(row, category)}
          suggestion={
            row.predicted_category_short_desc
              ? {
                  short_desc: row.predicted_category_short_desc,
                  tier: row.categorization_tier,
                  confidence: row.prediction_confidence,
                  about: nameOf(row),
                }
              : null
          }
          anchor={
            <CategoryChip
              name={name}
              color={isStaged ? row.category_color : row.predicted_category_color}
              kind={kind}
              withKey={isCurrent}
              tabIndex={reach}
              aria-haspopup="dialog"
              aria-expanded={isPicking}
              onClick={() => props.onPick(row, !isPicking)}
            />
          }
        />
      </Cell>
      <Cell className={styles.decider}>
        <span className={styles.deciderLine}>
          <TierBadge tier={name ? row.categorization_tier : null} />
          {name && row.prediction_confidence !== null && row.categorization_tier !== "user" && (
            <ConfidenceBars share={row.prediction_confidence} />
          )}
        </span>
      </Cell>
      <Cell className={styles.action}>
        {isStaged ? (
          <IconButton
            icon={Undo2}
            small
            className={rowListStyles.action}
            tabIndex={reach}
            keys="b"
            label={`Send ${nameOf(row)} back to review`}
            onClick={() => props.onKickBack(row)}
          />
        ) : name ? (
          <IconButton
            icon={isCurrent ? CornerDownLeft : Check}
            kind={isCurrent ? "primary" : "ghost"}
            small
            className={rowListStyles.action}
            tabIndex={reach}
            keys="Enter"
            label={`Accept ${name} for ${nameOf(row)}`}
            onClick={() => props.onAccept(row)}
          />
        ) : (
          <IconButton
            icon={CircleHelp}
            small
            tabIndex={reach}
            keys="w"
            label={`Why ${nameOf(row)} has no category`}
            onClick={() => props.onWhy(row)}
          />
        )}
      </Cell>
    </>
  );
}
