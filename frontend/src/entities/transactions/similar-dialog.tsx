import { useState } from "react";
import type { Category, Similar, Transaction } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Check, Checkbox } from "@/ui/checkbox";
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

/** After a correction: the other rows of the same merchant, each of which can stay, and a rule for those to come. */
export function SimilarDialog({ offer, onClose }: { offer: SimilarOffer; onClose: () => void }) {
  const { row, category, similar } = offer;
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [isAlways, setAlways] = useState(true);
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
      title={`Also ${similar.total === 1 ? "this one" : `these ${formatCount(similar.total)}`} from ${nameOf(row)}, and from now on?`}
      isOpen
      onClose={onClose}
      className={dialogStyles.wide}
      footer={
        <>
          <Button onClick={onClose}>Leave as is</Button>
          <Button
            kind="primary"
            disabled={going.length === 0 && !isAlways}
            onClick={() => {
              onClose();
              void recategorise(going, category, isAlways ? row : null);
            }}
          >
            {going.length > 0
              ? `Move ${count(going.length, "transaction")} to ${category.display_name}`
              : "Only from now on"}
          </Button>
        </>
      }
    >
      <Check checked={isAlways} onChange={() => setAlways((now) => !now)}>
        From now on, file {nameOf(row)} under {category.display_name}{" "}
        <span className="muted">by a rule in Categories & rules</span>
      </Check>
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
