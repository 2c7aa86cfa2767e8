import { Check, CircleHelp, CornerDownLeft, Undo2 } from "lucide-react";
import { memo } from "react";
import type { Category, Transaction } from "@/api/types";
import { nameOf } from "@/entities/transactions/names";
import {
  filedUnder,
  type RowActs,
  type RowColumn,
  TransactionRow,
} from "@/entities/transactions/transaction-row";
import { IconButton } from "@/ui/button";
import rowListStyles from "@/ui/row-list.module.css";

export interface QueueActs extends RowActs {
  onAccept: (row: Transaction) => void;
  onKickBack: (row: Transaction) => void;
  onWhy: (row: Transaction) => void;
}

interface Props {
  row: Transaction;
  columns: readonly RowColumn[];
  kind?: Category["kind"];
  isCurrent: boolean;
  isSelected: boolean;
  isPicking: boolean;
  isUnderMerchant: boolean;
  acts: QueueActs;
}

/** A row of the queue with the one act that moves it on; memoized, so that a key draws only the rows it changes. */
export const QueueRow = memo(function QueueRow(props: Props) {
  const { row, isCurrent, acts } = props;
  return <TransactionRow {...props} action={<Action row={row} isCurrent={isCurrent} acts={acts} />} />;
});

function Action({ row, isCurrent, acts }: Pick<Props, "row" | "isCurrent" | "acts">) {
  const { name } = filedUnder(row);
  const same = { small: true, tabIndex: isCurrent ? 0 : -1 } as const;
  if (row.status === "pending_save")
    return (
      <IconButton
        {...same}
        icon={Undo2}
        className={rowListStyles.action}
        keys="b"
        label={`Send ${nameOf(row)} back to review`}
        onClick={() => acts.onKickBack(row)}
      />
    );
  if (name === null)
    return (
      <IconButton
        {...same}
        icon={CircleHelp}
        keys="w"
        label={`Why ${nameOf(row)} has no category`}
        onClick={() => acts.onWhy(row)}
      />
    );
  return (
    <IconButton
      {...same}
      icon={isCurrent ? CornerDownLeft : Check}
      kind={isCurrent ? "primary" : "ghost"}
      className={rowListStyles.action}
      keys="Enter"
      label={`Accept ${name} for ${nameOf(row)}`}
      onClick={() => acts.onAccept(row)}
    />
  );
}
