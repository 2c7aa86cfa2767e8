import type { PreviewColumn } from "@/api/types";
import { cx } from "@/kit/cx";
import buttonStyles from "@/ui/button.module.css";
import { Select } from "@/ui/select";
import styles from "../import.module.css";
import type { ColumnMapping } from "../mapping";
import { assignRole, DATE_ORDERS, DECIMALS, ROLES, type Role, roleOf, signsFor } from "../model";

interface Props {
  mapping: ColumnMapping;
  columns: readonly PreviewColumn[];
  onChange: (mapping: ColumnMapping) => void;
}

/** Columns. Each change is read again at once. */
export function ColumnMap({ mapping, columns, onChange }: Props) {
  return (
    <section className={styles.columns} aria-label="Columns">
      {columns.map((column) => (
        <div key={column.index} className={styles.column}>
          <span className={cx("small secondary truncate", styles.columnName)} title={column.header}>
            {column.header || `Column ${column.index + 1}`}
          </span>
          <Select<Role>
            small
            label={`${column.header || `Column ${column.index + 1}`} is`}
            className={roleOf(mapping, column.index) === "ignore" ? buttonStyles.ghost : undefined}
            value={roleOf(mapping, column.index)}
            options={ROLES.map(({ role, label }) => ({ value: role, label }))}
            onChange={(role) => onChange(assignRole(mapping, column.index, role))}
          />
          <Extra mapping={mapping} role={roleOf(mapping, column.index)} onChange={onChange} />
          <span className={cx("small muted truncate", styles.sample)}>
            {column.samples.find(Boolean) ?? "empty"}
          </span>
        </div>
      ))}
    </section>
  );
}

/** What a role needs besides: the order of a date, the sense of a sign, the decimal mark. */
function Extra({
  mapping,
  role,
  onChange,
}: {
  mapping: ColumnMapping;
  role: Role;
  onChange: Props["onChange"];
}) {
  if (role === "date")
    return (
      <Select
        small
        className={buttonStyles.ghost}
        label="Order of the date"
        value={mapping.date_format}
        options={DATE_ORDERS}
        onChange={(date_format) => onChange({ ...mapping, date_format })}
      />
    );
  if (role === "amount" || role === "debit")
    return (
      <span className={styles.extra}>
        {role === "amount" && mapping.sign !== "column" && (
          <Select
            small
            className={buttonStyles.ghost}
            label="Meaning of the sign"
            value={mapping.sign}
            options={signsFor(mapping)}
            onChange={(sign) => onChange({ ...mapping, sign })}
          />
        )}
        <Select
          small
          className={buttonStyles.ghost}
          label="Decimal separator"
          value={mapping.decimal}
          options={DECIMALS}
          onChange={(decimal) => onChange({ ...mapping, decimal })}
        />
      </span>
    );
  return null;
}
