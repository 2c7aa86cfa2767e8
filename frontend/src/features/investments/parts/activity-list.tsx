import {
  ArrowDownLeft,
  ArrowUpRight,
  Download,
  Ellipsis,
  GitFork,
  type LucideIcon,
  Minus,
  Pencil,
  Plus,
  Receipt,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Menu } from "@/ui/menu";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import { type Activity, activityDetail, activityName } from "../model";
import { type InvestmentActions, useActivities } from "../queries";
import tables from "../tables.module.css";
import { ActivityDialog } from "./activity-dialog";

const FEW = 10;
const STEP = 100;
const KINDS = [
  { value: "all", label: "All", types: "" },
  { value: "trades", label: "Trades", types: "buy,sell,reinvest,transfer_in,transfer_out,split,spin_off" },
  { value: "income", label: "Income", types: "dividend,interest,capital_gain,return_of_capital,reinvest" },
  { value: "cash", label: "Cash", types: "deposit,withdrawal,fee" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

const ICONS: Partial<Record<Activity["type"], LucideIcon>> = {
  buy: Plus,
  sell: Minus,
  reinvest: Plus,
  deposit: ArrowDownLeft,
  withdrawal: ArrowUpRight,
  transfer_in: ArrowDownLeft,
  transfer_out: ArrowUpRight,
  fee: Receipt,
  split: GitFork,
  spin_off: GitFork,
};

/** What happened, newest first. */
export function ActivityList({ actions, securityId }: { actions: InvestmentActions; securityId?: number }) {
  const [kind, setKind] = useState<Kind>("all");
  const [limit, setLimit] = useState(FEW);
  const [editing, setEditing] = useState<Activity | null>(null);
  const types = KINDS.find(({ value }) => value === kind)?.types;
  const activities = useActivities({
    limit,
    ...(types ? { type: types } : {}),
    ...(securityId ? { security_id: securityId } : {}),
  });
  return (
    <section className={styles.section} aria-labelledby="activity">
      <SectionHeader
        title="Activity"
        id="activity"
        end={
          <Segmented
            label="Kind"
            small
            value={kind}
            segments={KINDS.map(({ value, label }) => ({ value, label }))}
            onChange={setKind}
          />
        }
      >
        <span className="muted tabular">
          {activities.data && count(activities.data.total, "activity", "activities")}
        </span>
      </SectionHeader>
      {activities.isPending ? (
        <LoadingRows rows={5} label="Loading activity" />
      ) : activities.isError ? (
        <FailedState
          title="Activity could not be loaded"
          error={activities.error}
          onRetry={activities.refetch}
        />
      ) : activities.data.transactions.length === 0 ? (
        <p className="muted">Nothing has happened yet. Add a purchase, a sale or a dividend.</p>
      ) : (
        <>
          <table className={cx(tableStyles.table, tables.activity)}>
            <caption className="visually-hidden">Investment activity</caption>
            <colgroup>
              <col className={tables.dayColumn} />
              <col className={tables.kindColumn} />
              <col />
              <col className={tables.accountColumn} />
              <col className={tables.amountColumn} />
              <col className={tables.moreColumn} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className={tables.kindColumn}>
                  What
                </th>
                <th scope="col">Holding</th>
                <th scope="col" className={tables.accountColumn}>
                  Account
                </th>
                <th scope="col" className="align-right">
                  Amount
                </th>
                <th scope="col">
                  <span className="visually-hidden">More</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {activities.data.transactions.map((activity) => (
                <Line
                  key={`${activity.type}-${activity.id}`}
                  activity={activity}
                  onEdit={() => setEditing(activity)}
                  onDelete={() => void actions.deleteActivity(activity)}
                />
              ))}
            </tbody>
          </table>
          {activities.data.total > activities.data.transactions.length && (
            <Button
              kind="ghost"
              onClick={() => setLimit((now) => Math.min(500, now < STEP ? STEP : now + STEP))}
            >
              Show more of {count(activities.data.total, "activity", "activities")}
            </Button>
          )}
        </>
      )}
      {editing && <ActivityDialog activity={editing} actions={actions} onClose={() => setEditing(null)} />}
    </section>
  );
}

function Line({
  activity,
  onEdit,
  onDelete,
}: {
  activity: Activity;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const { type, on, security_name, account_name, amount_minor, currency } = activity;
  const isMoved = type === "deposit" || type === "withdrawal";
  const name = activityName(type);
  return (
    <tr>
      <td className="secondary tabular">{formatDay(on)}</td>
      <td className={tables.kindColumn}>
        <span className="inline-row">
          <Icon of={ICONS[type] ?? Download} small />
          {name}
        </span>
      </td>
      <td>
        <span className="medium">{security_name ?? name}</span>{" "}
        <span className="small muted tabular">{activityDetail(activity)}</span>
      </td>
      <td className={cx("secondary truncate", tables.accountColumn)}>{account_name ?? "all accounts"}</td>
      <td className="align-right">
        {amount_minor === 0 || currency === null ? (
          <span className="muted">–</span>
        ) : (
          <Amount minor={isMoved ? -amount_minor : amount_minor} currency={currency} isTransfer={isMoved} />
        )}
      </td>
      <td className={tables.moreColumn}>
        <Menu
          label={`${name} of ${formatDay(on)}`}
          trigger={<IconButton small icon={Ellipsis} label={`More about ${name} of ${formatDay(on)}`} />}
          items={[
            ...(type === "split" ? [] : [{ label: "Change", icon: Pencil, onSelect: onEdit }]),
            { label: "Delete", icon: Trash2, isDanger: true, onSelect: onDelete },
          ]}
        />
      </td>
    </tr>
  );
}
