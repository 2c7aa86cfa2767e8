import { useState } from "react";
import { Link } from "react-router";
import type { Payee } from "@/api/types";
import { SparkBars } from "@/charts/spark-bars";
import { useToday } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { count, formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Drawer } from "@/ui/drawer";
import { EditInPlace } from "@/ui/edit-in-place";
import { Facts } from "@/ui/facts";
import { FailedState, LoadingRows } from "@/ui/states";
import { everyWords, monthsOf } from "../model";
import styles from "../payees.module.css";
import { usePayee, usePayeeActions } from "../queries";

/** One payee: its name, where it is filed, its rhythm, what was paid by year and month, and its spellings. */
export function PayeeDrawer({ merchantKey, onClose }: { merchantKey: string; onClose: () => void }) {
  const { data: payee, isPending, isError, error, refetch } = usePayee(merchantKey);
  const { rename } = usePayeeActions();
  return (
    <Drawer
      isWide
      label={payee?.name ?? "Payee"}
      title={
        payee ? (
          <EditInPlace
            label="Name of the payee"
            value={payee.name}
            onKeep={(name) => {
              if (!name) return "A payee needs a name.";
              if (name !== payee.name) void rename(payee, name);
              return null;
            }}
          >
            {payee.name}
          </EditInPlace>
        ) : (
          "Payee"
        )
      }
      onClose={onClose}
      footer={
        payee && (
          <Link
            className={buttonStyles.button}
            to={`/data?merchant_key=${encodeURIComponent(payee.merchant_key)}`}
          >
            Show {count(payee.transaction_count, "transaction")}
          </Link>
        )
      }
    >
      {isPending && <LoadingRows rows={8} label="Loading the payee" />}
      {isError && <FailedState title="This payee could not be loaded" error={error} onRetry={refetch} />}
      {payee && <PayeeFacts payee={payee} />}
    </Drawer>
  );
}

function PayeeFacts({ payee }: { payee: Payee }) {
  const months = monthsOf(payee, useToday().slice(0, 7), 24);
  return (
    <>
      <Facts
        className={styles.facts}
        facts={[
          { name: "First", value: formatDay(payee.first_on) },
          { name: "Last", value: formatDay(payee.last_on) },
          { name: "Category of new transactions", value: <DefaultCategory payee={payee} /> },
          ...payee.rhythms.map((rhythm) => ({
            name: `Usually ${everyWords(rhythm)}`,
            value: (
              <span className="tabular">
                {rhythm.is_variable && "about "}
                {formatSize(rhythm.amount_minor, rhythm.currency)}, next {formatDay(rhythm.next_on)}
              </span>
            ),
          })),
        ]}
      />
      <section className={styles.section}>
        <h3>
          <span className="grow">By year</span>
          {months && <SparkBars label="The last 24 months" values={months.out} />}
        </h3>
        <Periods rows={[...payee.years].reverse()} payee={payee} />
      </section>
      <section className={styles.section}>
        <h3>By month</h3>
        <Periods rows={[...payee.months].reverse().slice(0, 24)} payee={payee} />
      </section>
      <Spellings payee={payee} />
    </>
  );
}

function DefaultCategory({ payee }: { payee: Payee }) {
  const [isPicking, setPicking] = useState(false);
  const { setCategory } = usePayeeActions();
  return (
    <span className="inline-row">
      <CategoryPicker
        isOpen={isPicking}
        onOpenChange={setPicking}
        onChoose={(category) => void setCategory(payee, category.short_desc, category.display_name)}
        anchor={
          <CategoryChip
            name={payee.category?.display_name ?? null}
            color={payee.category?.color ?? null}
            onClick={() => setPicking(!isPicking)}
          />
        }
      />
      {payee.category && (
        <Button kind="ghost" small onClick={() => void setCategory(payee, null, "")}>
          Forget
        </Button>
      )}
    </span>
  );
}

function Periods({ rows, payee }: { rows: Payee["months"]; payee: Payee }) {
  if (!rows.length) return <p className="small secondary">Nothing that reports count.</p>;
  return (
    <ul>
      {rows.map((row) => (
        <li key={`${row.period} ${row.currency}`} className={styles.line}>
          <Link
            className="grow link"
            to={`/data?merchant_key=${encodeURIComponent(payee.merchant_key)}&search=date:${row.period}`}
          >
            {row.period}
          </Link>
          <span className="small muted tabular">{formatCount(row.transaction_count)}</span>
          <span className={styles.money}>
            <Amount minor={row.out_minor - row.in_minor} currency={row.currency} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Spellings({ payee }: { payee: Payee }) {
  const { split } = usePayeeActions();
  return (
    <section className={styles.section}>
      <h3>{payee.spellings.length === 1 ? "As the bank writes it" : "Spellings"}</h3>
      <ul>
        {payee.spellings.map((spelling) => (
          <li key={spelling.merchant_key} className={styles.line}>
            <span className="grow truncate" title={spelling.text}>
              {spelling.text}
            </span>
            <span className="small muted tabular">{formatCount(spelling.transaction_count)}</span>
            {payee.spellings.length > 1 && (
              <Button
                kind="ghost"
                small
                aria-label={`Split off ${spelling.text}`}
                onClick={() => void split(spelling.merchant_key, spelling.text)}
              >
                Split off
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
