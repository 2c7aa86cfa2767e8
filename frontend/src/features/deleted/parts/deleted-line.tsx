import { RotateCcw, Trash2 } from "lucide-react";
import { MerchantText } from "@/entities/transactions/merchant-text";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay, formatMoment } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Cell } from "@/ui/row-list";
import rowListStyles from "@/ui/row-list.module.css";
import styles from "../deleted.module.css";
import type { DeletedRow } from "../queries";

interface Props {
  row: DeletedRow;
  isCurrent: boolean;
  isSelected: boolean;
  onSelect: (isRange: boolean) => void;
  onRestore: () => void;
  onPurge: () => void;
}

export function DeletedLine({ row, isCurrent, isSelected, onSelect, onRestore, onPurge }: Props) {
  const reach = isCurrent ? 0 : -1;
  return (
    <>
      <Cell className={cx(rowListStyles.check, styles.check)}>
        <Checkbox
          label={`Select ${nameOf(row)}`}
          tabIndex={reach}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => onSelect(event.shiftKey)}
        />
      </Cell>
      <Cell className={cx(styles.date, "tabular secondary")}>{formatDay(row.on)}</Cell>
      <Cell className={styles.merchant}>
        <MerchantText row={row} />
      </Cell>
      <Cell className={cx(styles.category, "small secondary")}>
        {row.category_name ?? "No category"} <span className="muted">· {row.account_name}</span>
      </Cell>
      <Cell className={cx(styles.deletedOn, "small muted tabular")}>{formatMoment(row.deleted_at)}</Cell>
      <Cell className={cx(styles.amount, "align-right")}>
        <Amount minor={row.amount_minor} currency={row.currency} />
      </Cell>
      <Cell className={styles.actions}>
        <Button kind="ghost" icon={RotateCcw} small tabIndex={reach} data-key="r" onClick={onRestore}>
          <span className={styles.restoreWords}>
            Restore<span className="visually-hidden"> {nameOf(row)}</span>
          </span>
        </Button>
        <IconButton
          icon={Trash2}
          small
          tabIndex={reach}
          label={`Delete ${nameOf(row)} permanently`}
          onClick={onPurge}
        />
      </Cell>
    </>
  );
}
