import { CircleAlert, Gauge, TriangleAlert, X } from "lucide-react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import pillStyles from "@/ui/pill.module.css";
import styles from "../budget.module.css";
import { type Alert, lineKey, type Overview } from "../model";
import type { BudgetActions } from "../queries";

interface Props {
  overview: Overview;
  actions: BudgetActions;
  onCover: (key: string) => void;
}

/** Lines that reached 80, 100 or 110 % of their period, until each is dismissed. */
export function Alerts({ overview, actions, onCover }: Props) {
  const { alerts, lines, plan_id } = overview;
  if (!alerts.length) return null;
  return (
    <ul className={styles.alerts} aria-label="Alerts">
      {alerts.map((alert) => {
        const line = lines.find(
          (one) => one.category_id === alert.category_id && one.currency === alert.currency,
        );
        return (
          <li key={`${alert.category_id}-${alert.starts_on}`}>
            <span
              className={cx(
                pillStyles.pill,
                alert.threshold_percent > 80 &&
                  (alert.threshold_percent > 100 ? pillStyles.bad : pillStyles.warn),
              )}
            >
              <Icon of={SIGNS[alert.threshold_percent] ?? Gauge} small />
            </span>
            <span className="grow">
              {alertWords(alert)}
              <span className="small muted tabular">
                {" "}
                {formatNet(alert.spent_minor, alert.currency)} of{" "}
                {formatNet(alert.available_minor, alert.currency)} until {formatDay(alert.ends_on)}
              </span>
            </span>
            {line && alert.left_minor < 0 && (
              <Button small onClick={() => onCover(lineKey(line))}>
                Cover<span className="visually-hidden"> {alert.category_name}</span>
              </Button>
            )}
            <IconButton
              small
              icon={X}
              label={`Dismiss the alert of ${alert.category_name}`}
              onClick={() => void actions.dismiss(alert, plan_id)}
            />
          </li>
        );
      })}
    </ul>
  );
}

const SIGNS: Record<number, typeof Gauge> = { 80: Gauge, 100: TriangleAlert, 110: CircleAlert };

export function alertWords({
  category_name,
  threshold_percent,
}: Pick<Alert, "category_name" | "threshold_percent">): string {
  if (threshold_percent === 100) return `${category_name} is used up`;
  return `${category_name} is ${threshold_percent > 100 ? "over" : "past"} ${threshold_percent}%`;
}
