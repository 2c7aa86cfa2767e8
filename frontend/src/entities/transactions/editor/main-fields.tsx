import { Flag, Landmark, Lock } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Transaction } from "@/api/types";
import { AccountSelect } from "@/entities/accounts/account-select";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { evaluateAmount, isArithmetic } from "@/kit/arithmetic";
import { formatDay } from "@/kit/dates";
import { formatSize, toInput } from "@/kit/money";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Input } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { isFromBank, TierBadge } from "@/ui/marks";
import { Segmented } from "@/ui/segmented";
import { bankTextOf } from "../names";
import type { Draft } from "./draft";
import styles from "./editor.module.css";

/** Amount, day, account, payee, category and flag, each with who decided it. */
export function MainFields({
  row,
  draft,
  onChange,
  amountRef,
}: {
  row: Transaction;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  amountRef: React.RefObject<HTMLInputElement | null>;
}) {
  const [isPicking, setPicking] = useState(false);
  const category = useCategoryMap().get(draft.category ?? "");
  const bankText = bankTextOf(row);
  const minor = evaluateAmount(draft.typed, row.currency);
  const id = (name: string) => `${name}-${row.id}`;
  return (
    <section>
      <div className={styles.form}>
        <label htmlFor={id("amount")}>Amount</label>
        <span className="inline-row">
          <Input
            id={id("amount")}
            ref={amountRef}
            className={styles.amount}
            inputMode="decimal"
            isBad={minor === null}
            value={draft.typed}
            onChange={(event) => onChange({ typed: event.target.value })}
            onBlur={() => {
              if (minor !== null && isArithmetic(draft.typed))
                onChange({ typed: toInput(minor, row.currency) });
            }}
          />
          <Segmented
            small
            label="Direction"
            value={draft.way}
            segments={[
              { value: "out", label: "Out" },
              { value: "in", label: "In" },
            ]}
            onChange={(way) => onChange({ way })}
          />
          {minor !== null && isArithmetic(draft.typed) && (
            <span className="small muted tabular">= {formatSize(minor, row.currency)}</span>
          )}
        </span>
        <DecidedBy row={row} field="amount_minor" />
        <label htmlFor={id("date")}>Date</label>
        <span className="inline-row">
          <Input
            id={id("date")}
            type="date"
            className={styles.date}
            value={draft.on}
            onChange={(event) => onChange({ on: event.target.value })}
          />
          {row.authorized_on && row.authorized_on !== row.on && (
            <span className="small muted">bought {formatDay(row.authorized_on)}</span>
          )}
        </span>
        <DecidedBy row={row} field="on" />
        <label htmlFor={id("account")}>Account</label>
        <AccountSelect
          id={id("account")}
          className={styles.wide}
          value={draft.accountId}
          onChange={(accountId) => onChange({ accountId })}
        />
        <DecidedBy row={row} field="account_id" />
        <label htmlFor={id("payee")}>Payee</label>
        <Input
          id={id("payee")}
          className={styles.wide}
          value={draft.payee}
          onChange={(event) => onChange({ payee: event.target.value })}
        />
        <DecidedBy row={row} field="merchant_name" />
        {draft.parts.length === 0 && (
          <>
            <span className={styles.label}>Category</span>
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={(chosen) => onChange({ category: chosen.short_desc })}
              anchor={
                <CategoryChip
                  name={category?.display_name ?? null}
                  color={category?.color ?? null}
                  kind={category?.kind}
                  onClick={() => setPicking(!isPicking)}
                />
              }
            />
            <span className={styles.by}>
              <TierBadge tier={row.categorization_tier} source={row.source} />
            </span>
          </>
        )}
        {bankText && (
          <>
            <span className={styles.label}>Bank text</span>
            <span className="small secondary truncate">{bankText}</span>
            <span className="small muted">stays</span>
          </>
        )}
        <span className={styles.label}>Flag</span>
        <span>
          <Button
            kind="ghost"
            small
            icon={Flag}
            aria-pressed={draft.isFlagged}
            onClick={() => onChange({ isFlagged: !draft.isFlagged })}
          >
            {draft.isFlagged ? "Flagged" : "Not flagged"}
          </Button>
        </span>
        <Link
          className={`${buttonStyles.link} small`}
          to={`/payees?open=${encodeURIComponent(row.merchant_key)}`}
        >
          About this payee
        </Link>
      </div>
    </section>
  );
}

/** Who a value comes from; a lock says that no automation changes it. */
function DecidedBy({ row, field }: { row: Transaction; field: string }) {
  const isLocked = row.locked_fields.includes(field);
  if (isLocked || row.source === "manual")
    return (
      <span className={styles.by}>
        <Icon of={Lock} />
        you<span className="visually-hidden">, no automation changes it</span>
      </span>
    );
  return (
    <span className={styles.by}>
      <Icon of={Landmark} />
      {isFromBank(row.source) ? "Bank" : "File"}
    </span>
  );
}
