import type { ReactNode } from "react";
import "./terms.css";

export interface Term {
  sign: "" | "+" | "−" | "=";
  label: ReactNode;
  value: ReactNode;
}

/** The sum behind a figure, term by term. */
export function Terms({
  caption,
  terms,
  className = "",
}: {
  caption: string;
  terms: readonly Term[];
  className?: string;
}) {
  return (
    <table className={`calc ${className}`}>
      <caption className="sr">{caption}</caption>
      <tbody>
        {terms.map((term, at) => (
          <tr key={at} className={term.sign === "=" ? "tot" : undefined}>
            <td>{term.sign}</td>
            <th scope="row">{term.label}</th>
            <td className="r num">{term.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
