import type { ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./terms.module.css";

export interface Term {
  sign: "" | "+" | "−" | "=";
  label: ReactNode;
  value: ReactNode;
}

/** The sum behind a figure, term by term. */
export function Terms({
  caption,
  terms,
  className,
}: {
  caption: string;
  terms: readonly Term[];
  className?: string;
}) {
  return (
    <table className={cx(styles.terms, className)}>
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {terms.map((term, at) => (
          <tr key={at} className={term.sign === "=" ? styles.total : undefined}>
            <td>{term.sign}</td>
            <th scope="row">{term.label}</th>
            <td className={cx(styles.value, "tabular")}>{term.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
