import type { ComponentProps } from "react";
import { cx } from "@/kit/cx";
import styles from "./checkbox.module.css";

type Props = Omit<ComponentProps<"input">, "type"> & { label: string; isPartly?: boolean };

/** A drawn box of 14 px in a target of 24. The label is spoken; put visible words beside it with <Check>. */
export function Checkbox({ label, isPartly, className, ...rest }: Props) {
  return (
    <input
      type="checkbox"
      className={cx(styles.box, isPartly && styles.partly, className)}
      aria-label={label}
      ref={(box) => {
        if (box) box.indeterminate = Boolean(isPartly);
      }}
      {...rest}
    />
  );
}

/** A checkbox with its words. */
export function Check({ children, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <label className={styles.line}>
      <input type="checkbox" className={styles.box} {...rest} />
      <span>{children}</span>
    </label>
  );
}
