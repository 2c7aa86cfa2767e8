import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "@/kit/cx";
import { minorDigits } from "@/kit/money";
import { formatWhole } from "@/kit/money-short";
import styles from "./delta.module.css";
import { Icon } from "./icon";

interface Props {
  minor: number;
  than: number;
  currency: string;
  /** Type compared with, for those who hear it: "usual". */
  name?: string;
}

/** More or less than before: an arrow, how much, which share. Amber only when it is clearly more; less is not income. */
export function Delta({ minor, than, currency, name = "usual" }: Props) {
  const by = minor - than;
  const unit = 10 ** minorDigits(currency);
  if (Math.abs(by) < unit) return <span className={styles.delta}>as {name}</span>;
  const share = than > 0 ? Math.round((Math.abs(by) / than) * 100) : null;
  return (
    <span className={cx(styles.delta, isClearlyMore(minor, than, unit) && styles.clearlyMore)}>
      <Icon of={by > 0 ? ArrowUp : ArrowDown} />
      <span className="visually-hidden">
        {by > 0 ? "above" : "below"} {name} by{" "}
      </span>
      {formatWhole(Math.abs(by), currency)}
      {share !== null && share < 1000 && <span data-share=""> · {share}%</span>}
    </span>
  );
}

/** By more than a tenth and more than twenty. */
export function isClearlyMore(minor: number, than: number, unit: number): boolean {
  return minor - than > 20 * unit && minor - than > than / 10;
}
