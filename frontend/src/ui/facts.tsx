import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./facts.module.css";

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values below each other; a fact without a value is left out. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={cx(styles.facts, className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== "" && value !== false)
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
