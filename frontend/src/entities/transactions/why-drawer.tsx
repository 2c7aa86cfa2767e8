import {
  Check,
  ChevronLeft,
  ChevronRight,
  CircleDashed,
  Landmark,
  Layers,
  type LucideIcon,
  Repeat,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Transaction, Why } from "@/api/types";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { formatDay, formatMoment, formatWeekday } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Drawer } from "@/ui/drawer";
import { Icon } from "@/ui/icon";
import { CategoryDot, ConfidenceBars, TierBadge, tierIcon, tierWord } from "@/ui/marks";
import { FailedState, LoadingRows } from "@/ui/states";
import { describeLife, type Moment } from "./life";
import { nameOf, statusName } from "./names";
import { useWhy } from "./queries";
import styles from "./why-drawer.module.css";

interface Props {
  row: Transaction;
  onClose: () => void;
  onStep: (step: 1 | -1) => void;
  footer?: ReactNode;
}

/** Why this row has this category: who said so, how sure, and all that happened to it. */
export function WhyDrawer({ row, onClose, onStep, footer }: Props) {
  const name = row.category_name ?? row.predicted_category_name;
  return (
    <Drawer
      title={name ? `Why ${name}?` : "Why no category?"}
      label="Why this category"
      onClose={onClose}
      acts={
        <>
          <IconButton icon={ChevronLeft} small label="Previous transaction" onClick={() => onStep(-1)} />
          <IconButton icon={ChevronRight} small label="Next transaction" onClick={() => onStep(1)} />
        </>
      }
      footer={footer}
    >
      <section>
        <div className={cx("inline-row", styles.spread)}>
          <span className="strong truncate">{nameOf(row)}</span>
          <span className="strong">
            <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
          </span>
        </div>
        <p className="small muted tabular">
          {formatWeekday(row.on)} · {row.account_name}
        </p>
        {row.notes && <p className="small secondary">{row.notes}</p>}
      </section>
      <WhyContent row={row} />
    </Drawer>
  );
}

/** Who decided the category and all that happened to the row. */
export function WhyContent({ row }: { row: Transaction }) {
  const why = useWhy(row.id);
  return (
    <>
      <Decider row={row} />
      {why.isPending && <LoadingRows rows={6} label="Loading" />}
      {why.isError && (
        <FailedState title="The explanation could not be loaded" error={why.error} onRetry={why.refetch} />
      )}
      {why.data && why.data.splits.length > 0 && <Parts why={why.data} />}
      {why.data && <Life why={why.data} />}
      {why.data && why.data.earlier.length > 0 && <Earlier why={why.data} />}
    </>
  );
}

function Decider({ row }: { row: Transaction }) {
  const name = row.category_name ?? row.predicted_category_name;
  const parent = row.category_name ? row.parent_category_name : row.predicted_parent_category_name;
  const color = row.category_name ? row.category_color : row.predicted_category_color;
  return (
    <section>
      <div className={cx("inline-row", styles.spread)}>
        <h3>Decided by</h3>
        <span className="inline-row">
          <TierBadge tier={row.categorization_tier} source={row.source} />
          {row.prediction_confidence !== null && name && <ConfidenceBars share={row.prediction_confidence} />}
        </span>
      </div>
      {name && (
        <p className={cx(categoryNameStyles.category, styles.decided)}>
          <CategoryDot color={color} />
          <span className={cx(categoryNameStyles.name, "medium")}>
            {parent && <span className={categoryNameStyles.parent}>{parent} › </span>}
            {name}
          </span>
        </p>
      )}
      {row.reason && <p className="small secondary">{row.reason}</p>}
    </section>
  );
}

/** What one payment was for, where it was for several things. */
function Parts({ why: { transaction, splits } }: { why: Why }) {
  const categories = useCategoryMap();
  return (
    <section>
      <h3 className={styles.heading}>{count(splits.length, "part")} of it</h3>
      <ul className={styles.history}>
        {splits.map((part, at) => (
          <li key={at}>
            <CategoryDot color={categories.get(part.category_short_desc ?? "")?.color ?? null} />
            <span className="grow">
              {part.category_name ?? "No category"}
              {part.memo && <span className="muted"> {part.memo}</span>}
            </span>
            <Amount
              minor={part.amount_minor}
              currency={transaction.currency}
              isTransfer={transaction.is_internal}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Life({ why }: { why: Why }) {
  const categories = useCategoryMap();
  const moments = describeLife(why, (key) => categories.get(key)?.display_name ?? key);
  return (
    <section>
      <h3 className={styles.heading}>History</h3>
      <ol className={styles.life}>
        {moments.map((moment, at) => (
          <li key={at} className={at === moments.length - 1 ? styles.decisive : undefined}>
            <Icon of={signOf(moment)} />
            <div>
              <div className={styles.title}>
                {moment.title}
                {moment.at && <time dateTime={moment.at}>{formatMoment(moment.at)}</time>}
              </div>
              {moment.raw && <div className={styles.bankLine}>{moment.raw}</div>}
              {moment.note && <p>{moment.note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Earlier({ why: { transaction, earlier } }: { why: Why }) {
  return (
    <section>
      <h3 className={styles.heading}>Earlier at {nameOf(transaction)}</h3>
      <ul className={styles.history}>
        {earlier.map((row) => (
          <li key={row.id}>
            <CategoryDot color={row.category_color ?? row.predicted_category_color} />
            <span className={cx("tabular muted", styles.day)}>{formatDay(row.on)}</span>
            <span className="grow truncate">
              {row.category_name ?? row.predicted_category_name ?? "No category"}{" "}
              <span className="muted">{deciderOf(row)}</span>
            </span>
            <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
          </li>
        ))}
      </ul>
      <Link
        className={cx(buttonStyles.link, "small")}
        to={`/data?merchant_key=${encodeURIComponent(transaction.merchant_key)}`}
      >
        All transactions
      </Link>
    </section>
  );
}

function deciderOf(row: Transaction): string {
  const isWaiting = row.status === "pending_review" || row.status === "pending_save";
  if (row.categorization_tier === "user") return isWaiting ? "by you, staged" : "by you";
  const isDecided = row.categorization_tier !== null && row.categorization_tier !== "unmatched";
  const who = isDecided ? `by ${tierWord(row.categorization_tier)}` : null;
  return [who, isWaiting ? statusName(row.status) : null].filter(Boolean).join(", ");
}

function signOf(moment: Moment): LucideIcon {
  switch (moment.sign) {
    case "source":
      return Landmark;
    case "fate":
      return Layers;
    case "again":
      return Repeat;
    case "waiting":
      return CircleDashed;
    case "done":
      return Check;
    default:
      return tierIcon(moment.tier ?? "");
  }
}
