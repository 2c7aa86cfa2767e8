import { Check, Copy, Download, Minus } from "lucide-react";
import { useState } from "react";
import type { NetWorthHistory } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Net } from "@/ui/amount";
import { Button, LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import tableStyles from "@/ui/table.module.css";
import { toast, toastFailure } from "@/ui/toast";
import { changes, historyAsCsv } from "../model";
import styles from "../net-worth.module.css";

const SHOWN = 13;

/** The chart as a table, newest first, to read, copy or download. */
export function HistoryTable({ history: { points, currency } }: { history: NetWorthHistory }) {
  const [isWhole, setWhole] = useState(false);
  const differences = changes(points);
  const rows = points.map((point, at) => ({ point, change: differences[at] ?? null })).reverse();
  const shown = isWhole ? rows : rows.slice(0, SHOWN);
  return (
    <div className={styles.history}>
      <div className={styles.historyActs}>
        <Button small icon={Copy} onClick={() => void copy(historyAsCsv(points, currency))}>
          Copy
        </Button>
        <Button small icon={Download} onClick={() => download(historyAsCsv(points, currency))}>
          CSV
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={styles.sideways} tabIndex={0} role="region" aria-label="Net worth by month">
        <table className={cx(tableStyles.table, styles.historyTable)}>
          <caption className="visually-hidden">Net worth by month</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Assets</th>
              <th scope="col">Debts</th>
              <th scope="col">Net worth</th>
              <th scope="col">Change</th>
              <th scope="col">Origin</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ point, change }) => (
              <tr key={point.on}>
                <th scope="row">{formatDay(point.on)}</th>
                <td>
                  <Net minor={point.assets_minor} currency={currency} />
                </td>
                <td>
                  <Net minor={point.debts_minor} currency={currency} />
                </td>
                <td className="medium">
                  {point.value_minor === null ? (
                    <span className="warning-text">no value</span>
                  ) : (
                    <Net minor={point.value_minor} currency={currency} />
                  )}
                </td>
                <td>{change !== null && <Net minor={change} currency={currency} signed />}</td>
                <td className="secondary">
                  <Icon of={point.is_known ? Check : Minus} small /> {point.is_known ? "known" : "computed"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > SHOWN && !isWhole && (
        <LinkButton className="link" onClick={() => setWhole(true)}>
          Show all {rows.length}
        </LinkButton>
      )}
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toastFailure("The clipboard is not available. Download the CSV instead.");
  }
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "net-worth.csv";
  link.click();
  URL.revokeObjectURL(address);
}
