import { CircleAlert } from "lucide-react";
import { SparkLine } from "@/charts/spark-line";
import { cx } from "@/kit/cx";
import { addDays, formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../forecast.module.css";
import type { Line } from "../model";
import type { Forecast } from "../queries";

const POINTS = 45;

interface Props {
  forecast: Forecast;
  current: string;
  onShow: (line: Line) => void;
}

/** Each account on one line; a click shows it in the chart. */
export function AccountsTable({ forecast, current, onShow }: Props) {
  const last = formatDay(addDays(forecast.as_of, forecast.days));
  return (
    <section className={styles.flush} aria-labelledby="h-accounts">
      <SectionHeader id="h-accounts" title="Accounts" />
      <table className={cx(tableStyles.table, styles.accounts)}>
        <caption className="visually-hidden">Accounts, {forecast.days} days ahead</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={cx(styles.number, styles.wide)}>
              Today
            </th>
            <th scope="col" className={cx(styles.line, styles.wide)}>
              Ahead
            </th>
            <th scope="col" className={cx(styles.number, styles.lowest)}>
              Lowest
            </th>
            <th scope="col">Below zero</th>
            <th scope="col" className={cx(styles.number, styles.wide)}>
              {last}
            </th>
          </tr>
        </thead>
        <tbody>
          {forecast.lines.map((line) => {
            const key = line.account_id === null ? "all" : String(line.account_id);
            const money = (minor: number) => formatNet(minor, line.currency);
            return (
              <tr key={key} aria-current={key === current || undefined}>
                <th scope="row">
                  <button type="button" className={styles.account} onClick={() => onShow(line)}>
                    {line.name}
                  </button>
                </th>
                <td className={cx(styles.number, styles.wide)}>{money(line.ahead[0] ?? 0)}</td>
                <td className={cx(styles.line, styles.wide)}>
                  <SparkLine
                    label={`${line.name}, ${forecast.days} days ahead`}
                    values={thinned(line.ahead)}
                  />
                </td>
                <td className={styles.number}>
                  {money(line.lowest_minor)} <span className="muted">{formatDay(line.lowest_on)}</span>
                </td>
                <td>
                  {line.below_zero_on && line.account_id !== null ? (
                    <span className="danger-text inline-row">
                      <Icon of={CircleAlert} small />
                      {formatDay(line.below_zero_on)}
                    </span>
                  ) : (
                    <span className="muted">{isDebt(line) || line.account_id === null ? "–" : "no"}</span>
                  )}
                </td>
                <td className={cx(styles.number, styles.wide, "medium")}>{money(line.ahead.at(-1) ?? 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function isDebt({ account_type }: Line): boolean {
  return account_type === "credit" || account_type === "loan";
}

function thinned(values: readonly number[]): number[] {
  const step = Math.max(1, Math.floor(values.length / POINTS));
  return values.filter((_, at) => at % step === 0 || at === values.length - 1);
}
