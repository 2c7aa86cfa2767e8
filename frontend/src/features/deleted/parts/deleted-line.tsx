import { RotateCcw, Trash2 } from "lucide-react";
import { MerchantText } from "@/entities/transactions/merchant-text";
import { nameOf } from "@/entities/transactions/names";
import { formatDay, formatMoment } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Cell } from "@/ui/row-list";
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
      <Cell className="k">
        <Checkbox
          label={`Select ${nameOf(row)}`}
          tabIndex={reach}
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => onSelect(event.shiftKey)}
        />
      </Cell>
      <Cell className="d num ink2">{formatDay(row.on)}</Cell>
      <Cell className="mc">
        <MerchantText row={row} />
      </Cell>
      <Cell className="ca small ink2">
        {row.category_name ?? "No category"} <span className="ink3">· {row.account_name}</span>
      </Cell>
      <Cell className="de small ink3 num">{formatMoment(row.deleted_at)}</Cell>
      <Cell className="am r">
        <Amount minor={row.amount_minor} currency={row.currency} />
      </Cell>
      <Cell className="go">
        <Button kind="ghost" icon={RotateCcw} small tabIndex={reach} data-key="r" onClick={onRestore}>
          <span className="restore-words">
            Restore<span className="sr"> {nameOf(row)}</span>
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
