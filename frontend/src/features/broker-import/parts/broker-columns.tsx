import { Select } from "@/ui/select";
import styles from "../broker-import.module.css";
import {
  actionsInOrder,
  assignRole,
  type Mapping,
  MEANINGS,
  type Meaning,
  ROLES,
  type Role,
  roleOf,
  type Table,
} from "../model";

const KINDS = [
  { value: "activities", label: "Activities: purchases, sales, income" },
  { value: "holdings", label: "Holdings: what is held on a day" },
] as const;
const ORDERS = [
  { value: "MDY", label: "Month first: 03/28/2024" },
  { value: "DMY", label: "Day first: 28/03/2024" },
  { value: "YMD", label: "Year first: 2024-03-28" },
] as const;
const DECIMALS = [
  { value: ".", label: "Decimal point: 1,234.56" },
  { value: ",", label: "Decimal comma: 1.234,56" },
] as const;
const SIGNS = [
  { value: "received_positive", label: "Minus is money paid" },
  { value: "paid_positive", label: "Minus is money received" },
  { value: "unsigned", label: "Amounts have no sign" },
] as const;
const NETS = [
  { value: "null", label: "Fees: as the rows show" },
  { value: "true", label: "Amount includes the fees" },
  { value: "false", label: "Fees come on top" },
] as const;

/** What each column holds, how days and numbers are written, and what the words for activities mean. */
export function BrokerColumns({ table, onChange }: { table: Table; onChange: (mapping: Mapping) => void }) {
  const { mapping } = table;
  const change = (some: Partial<Mapping>) => onChange({ ...mapping, ...some });
  return (
    <>
      <div className={styles.reading}>
        <Select
          small
          label="What the file lists"
          value={mapping.kind}
          options={KINDS}
          onChange={(kind) => change({ kind })}
        />
        <Select
          small
          label="Order of the date"
          value={mapping.date_order}
          options={ORDERS}
          onChange={(date_order) => change({ date_order })}
        />
        <Select
          small
          label="Decimal separator"
          value={mapping.decimal}
          options={DECIMALS}
          onChange={(decimal) => change({ decimal })}
        />
        <Select
          small
          label="Sign of amounts"
          value={mapping.sign}
          options={SIGNS}
          onChange={(sign) => change({ sign })}
        />
        <Select
          small
          label="Fees in amounts"
          value={String(mapping.amount_is_net) as "null" | "true" | "false"}
          options={NETS}
          onChange={(net) => change({ amount_is_net: net === "null" ? null : net === "true" })}
        />
      </div>
      <section className={styles.columns} aria-label="Columns">
        {mapping.header.map((header, index) => (
          <div key={index} className={styles.column}>
            <span className="small secondary truncate" title={header}>
              {header || `Column ${index + 1}`}
            </span>
            <Select<Role>
              small
              label={`${header || `Column ${index + 1}`} is`}
              value={roleOf(mapping, index)}
              options={ROLES}
              onChange={(role) => onChange(assignRole(mapping, index, role))}
            />
            <span className="small muted truncate tabular">
              {table.samples.map((cells) => cells[index]).find(Boolean) ?? "empty"}
            </span>
          </div>
        ))}
      </section>
      {table.actions.length > 0 && (
        <section className={styles.columns} aria-label="Words for activities">
          {actionsInOrder(table).map(({ text, meaning }) => (
            <div key={text} className={styles.column}>
              <span className="small secondary truncate" title={text}>
                {text || "(empty)"}
              </span>
              <Select<Meaning>
                small
                label={`${text || "(empty)"} means`}
                placeholder="Choose a meaning"
                value={meaning}
                options={MEANINGS}
                onChange={(next) => change({ actions: { ...mapping.actions, [text]: next } })}
              />
            </div>
          ))}
        </section>
      )}
    </>
  );
}
