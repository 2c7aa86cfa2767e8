import { Pencil } from "lucide-react";
import { Link } from "react-router";
import { formatDay, formatWeekday } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { everyWords, type Found, riseWords, type Series } from "../model";
import styles from "../recurring.module.css";

interface SeriesProps {
  series: Series;
  onClose: () => void;
  onEdit: () => void;
  onMerge: () => void;
  onEnd: () => void;
  onBack: () => void;
  onRemove: () => void;
}

/** One series: when, how much, its prices, its payees and its last payments. */
export function SeriesDrawer({ series, onClose, onEdit, onMerge, onEnd, onBack, onRemove }: SeriesProps) {
  const { currency } = series;
  return (
    <Drawer
      title={series.name}
      label={series.name}
      onClose={onClose}
      acts={<IconButton small icon={Pencil} keys="r" label={`Change ${series.name}`} onClick={onEdit} />}
      footer={
        series.status === "active" ? (
          <>
            <Button keys="m" onClick={onMerge}>
              Merge
            </Button>
            <Button keys="e" onClick={onEnd}>
              End
            </Button>
            <span className="grow" />
            <Button kind="ghost" onClick={onRemove}>
              Remove
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onBack}>
              {series.status === "ended" ? "Expect it again" : "Stop ignoring"}
            </Button>
            <span className="grow" />
            <Button kind="ghost" onClick={onRemove}>
              Remove
            </Button>
          </>
        )
      }
    >
      <dl className={styles.facts}>
        <Fact label="Next" value={series.next_due_on && formatWeekday(series.next_due_on)} />
        <Fact label="Every" value={everyWords(series)} />
        <Fact label="Paid with" value={series.account_name} />
        <Fact label="Category" value={series.category?.display_name} />
        <Fact
          label="A year"
          value={series.per_year_minor === null ? null : formatSize(series.per_year_minor, currency)}
        />
        {series.first_on && (
          <Fact
            label={`${series.is_money_in ? "Received" : "Paid"} since ${formatDay(series.first_on)}`}
            value={formatSize(series.paid_minor, currency)}
          />
        )}
        {series.trial_ends_on && <Fact label="Trial ends" value={formatDay(series.trial_ends_on)} />}
        <Fact label="Cancel by" value={series.cancel_by_on ? formatDay(series.cancel_by_on) : "any day"} />
        {series.ends_on && <Fact label="Ends" value={formatDay(series.ends_on)} />}
        {series.notes && <Fact label="Note" value={series.notes} />}
      </dl>
      {series.steps.length > 1 && (
        <section className={styles.section}>
          <h3>
            <span className="grow">Price</span> <span className="muted">{riseWords(series)}</span>
          </h3>
          <ul>
            {[...series.steps].reverse().map((step) => (
              <li key={step.on} className={styles.line}>
                <span className="grow">from {formatDay(step.on)}</span>
                <span className="tabular">{formatSize(step.amount_minor, currency)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {series.payees.length > 0 && (
        <section className={styles.section}>
          <h3>
            <span className="grow">Seen as</span>{" "}
            <span className="muted">{count(series.seen, "transaction")}</span>
          </h3>
          <ul>
            {series.payees.map((payee) => (
              <li key={payee.merchant_key} className={styles.line}>
                <Link
                  className="grow truncate link"
                  to={`/data?merchant_key=${encodeURIComponent(payee.merchant_key)}`}
                >
                  {payee.text}
                </Link>
                <span className="tabular muted">{payee.count}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Payments payments={series.payments} currency={currency} />
    </Drawer>
  );
}

interface FoundProps {
  found: Found;
  onClose: () => void;
  onConfirm: () => void;
  onIgnore: () => void;
  onMerge: () => void;
}

/** A rhythm that was found, with the payments that show it. */
export function FoundDrawer({ found, onClose, onConfirm, onIgnore, onMerge }: FoundProps) {
  return (
    <Drawer
      title={found.name}
      label={found.name}
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" keys="Enter" onClick={onConfirm}>
            Confirm
          </Button>
          <Button keys="m" onClick={onMerge}>
            Merge
          </Button>
          <Button kind="ghost" keys="i" onClick={onIgnore}>
            Ignore
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        <Fact label="Sure" value={`${Math.round(found.confidence * 100)}%`} />
        <Fact label="Every" value={everyWords(found)} />
        <Fact label="Next, likely" value={found.next_due_on && formatWeekday(found.next_due_on)} />
        <Fact label="Paid with" value={found.account_name} />
        <Fact label="Category" value={found.category?.display_name} />
      </dl>
      <Payments payments={found.payments} currency={found.currency} />
    </Drawer>
  );
}

function Fact({ label, value }: { label: string; value: string | null | undefined }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value || "–"}</dd>
    </>
  );
}

function Payments({ payments, currency }: { payments: Series["payments"]; currency: string }) {
  if (!payments.length) return null;
  return (
    <section className={styles.section}>
      <h3>Last payments</h3>
      <ul>
        {[...payments].reverse().map((payment) => (
          <li key={payment.transaction_id} className={styles.line}>
            <span className="grow">{formatDay(payment.on)}</span>
            <Amount minor={payment.amount_minor} currency={currency} />
          </li>
        ))}
      </ul>
    </section>
  );
}
