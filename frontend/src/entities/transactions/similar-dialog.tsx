import { useState } from "react";
import type { Category, Similar, Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import dialogStyles from "@/ui/dialog.module.css";
import listStyles from "@/ui/list.module.css";
import { useRowActions } from "./actions";
import { labelOf, nameOf, statusName } from "./names";
import styles from "./similar-dialog.module.css";

export interface SimilarOffer {
  row: Transaction;
  category: Category;
  similar: Similar;
}

/** After a correction: the other rows of the same merchant, each of which can stay behind. */
export function SimilarDialog({ offer, onClose }: { offer: SimilarOffer; onClose: () => void }) {
  const { row, category, similar } = offer;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const { recategorise } = useRowActions();
  const going = similar.items.filter((other) => !left.has(other.id));
  const toggle = (id: number) =>
    setLeft((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Dialog
      title={`Also from ${nameOf(row)}`}
      isOpen
      onClose={onClose}
      className={dialogStyles.wide}
      footer={
        <>
          <Button onClick={onClose}>Leave as is</Button>
          <Button
            kind="primary"
            disabled={going.length === 0}
            onClick={() => {
              onClose();
              void recategorise(going, category);
            }}
          >
            Move {count(going.length, "transaction")} to {category.display_name}
          </Button>
        </>
      }
    >
      {similar.total > similar.items.length && (
        <p className="small">
          The newest {similar.items.length} of {count(similar.total, "transaction")}.
        </p>
      )}
      <ul className={cx(listStyles.list, styles.list)}>
        {similar.items.map((other) => (
          <li key={other.id}>
            <Checkbox
              label={labelOf(other)}
              checked={!left.has(other.id)}
              onChange={() => toggle(other.id)}
            />
            <span className={cx("tabular muted", styles.day)}>{formatDay(other.on)}</span>
            <span className="grow truncate">
              {other.category_name ?? other.predicted_category_name ?? "No category"}{" "}
              <span className="muted">{statusName(other.status)}</span>
            </span>
            <Amount minor={other.amount_minor} currency={other.currency} isTransfer={other.is_internal} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
