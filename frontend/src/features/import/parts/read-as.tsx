import { Select } from "@/ui/select";
import styles from "../import.module.css";
import type { ColumnMapping } from "../mapping";
import { DATE_ORDERS, DECIMALS } from "../model";

/** For a file that names its own fields: only how its days and amounts are written can be said. */
export function ReadAs({
  mapping,
  onChange,
}: {
  mapping: ColumnMapping;
  onChange: (mapping: ColumnMapping) => void;
}) {
  return (
    <div className={styles.match}>
      <span className="muted">dates are</span>
      <Select
        small
        label="Order of the date"
        value={mapping.date_format}
        options={DATE_ORDERS.filter(({ value }) => value !== "SERIAL")}
        onChange={(date_format) => onChange({ ...mapping, date_format })}
      />
      <span className="muted">amounts are</span>
      <Select
        small
        label="Decimal separator"
        value={mapping.decimal}
        options={DECIMALS}
        onChange={(decimal) => onChange({ ...mapping, decimal })}
      />
    </div>
  );
}
