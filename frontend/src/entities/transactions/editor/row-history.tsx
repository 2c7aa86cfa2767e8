import type { ReactNode } from "react";
import type { Transaction } from "@/api/types";
import { formatMoment } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { formatCount } from "@/kit/words";
import styles from "./editor.module.css";
import { useRowChanges } from "./queries";

const FIELD_NAMES: Record<string, string> = {
  on: "Date",
  amount_minor: "Amount",
  description: "Bank text",
  merchant_name: "Payee",
  category_id: "Category",
  category_short_desc: "Category",
  account_id: "Account",
  notes: "Note",
  tags: "Tags",
  splits: "Split",
  status: "Status",
  is_excluded: "Left out",
  is_flagged: "Flag",
  is_internal: "Transfer",
  own_minor: "Share",
  shared_with: "Shared with",
};

export function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field;
}

export function wordFor(value: unknown): string {
  if (value === null || value === "" || value === false) return "none";
  if (Array.isArray(value))
    return value.every((one) => typeof one === "string")
      ? value.join(", ")
      : `${formatCount(value.length)} parts`;
  return value === true ? "yes" : String(value);
}

/** Each change that was made here, before and after. */
export function RowHistory({ row }: { row: Transaction }) {
  const { data = [] } = useRowChanges(row.id);
  if (!data.length) return null;
  return (
    <section>
      <h3>Changes</h3>
      <ul>
        {data.map((change) => (
          <li key={change.change_id} className={styles.change}>
            <span className="inline-row">
              <span className="medium grow">{change.summary}</span>
              <time className="small muted" dateTime={change.at}>
                {formatMoment(change.at)}
              </time>
            </span>
            {change.fields.map(({ name, before, after }) => (
              <Change key={name} row={row} name={name} before={before} after={after} />
            ))}
            {!change.can_undo && <span className="small muted">Undone</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({
  row,
  name,
  before,
  after,
}: {
  row: Transaction;
  name: string;
  before: string | null;
  after: string | null;
}): ReactNode {
  const word = (value: string | null) => {
    if (value === null) return "none";
    return name.endsWith("_minor")
      ? formatSize(Number(value), row.currency)
      : name.startsWith("is_")
        ? "yes"
        : value;
  };
  return (
    <p className="small secondary">
      {fieldName(name)}: <span className={styles.was}>{word(before)}</span> → {word(after)}
    </p>
  );
}
