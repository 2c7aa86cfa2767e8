import {
  Archive,
  CircleCheck,
  CircleDashed,
  Pause,
  Pencil,
  Play,
  Plus,
  Trash2,
  TriangleAlert,
  X,
} from "lucide-react";
import { LineChart } from "@/charts/line-chart";
import { cx } from "@/kit/cx";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatNet, formatSize } from "@/kit/money";
import { Button, IconButton } from "@/ui/button";
import { Columns } from "@/ui/columns";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../goals.module.css";
import { type Goal, projectionOf } from "../model";
import { useGoalActions } from "../queries";

interface Props {
  goal: Goal;
  goals: readonly Goal[];
  onEdit: () => void;
  onContribute: () => void;
}

/** One goal: where it leads, what was moved for it, where the money lies, its milestones. */
export function GoalDetail({ goal, goals, onEdit, onContribute }: Props) {
  return (
    <Columns
      main={
        <>
          <ProjectionSection goal={goal} />
          <Contributions goal={goal} />
        </>
      }
      aside={
        <>
          <section aria-labelledby="h-goal">
            <SectionHeader
              id="h-goal"
              title={goal.name}
              end={<IconButton icon={Pencil} small keys="e" label="Edit" onClick={onEdit} />}
            />
            <WhereItLies goal={goal} goals={goals} />
            <Advice goal={goal} />
            <Acts goal={goal} onContribute={onContribute} />
          </section>
          <Milestones goal={goal} />
        </>
      }
    />
  );
}

function ProjectionSection({ goal }: { goal: Goal }) {
  const projection = projectionOf(goal);
  const pace = goal.progress?.pace;
  const money = (minor: number) => formatSize(minor, goal.currency);
  return (
    <section aria-labelledby="h-projection">
      <SectionHeader id="h-projection" title="Where it leads">
        {pace && (
          <span className="small muted">
            at the pace of the last {pace.months === 1 ? "month" : `${pace.months} months`},{" "}
            {formatNet(pace.monthly_minor, goal.currency)} a month
          </span>
        )}
      </SectionHeader>
      {projection ? (
        <LineChart
          label={`${goal.name}, saved by month and ahead`}
          currency={goal.currency}
          series={[
            { look: "other", values: projection.past },
            { look: "current", values: projection.ahead },
            { look: "dashed", values: projection.months.map(() => goal.target_minor) },
          ]}
          band={{ low: projection.low, high: projection.high }}
          axis={projection.months.flatMap((month, at) =>
            at % Math.ceil(projection.months.length / 6) === 0 ? [{ at, text: formatMonth(month) }] : [],
          )}
          describe={(at) => {
            const month = formatMonth(projection.months[at] ?? "");
            const was = projection.past[at];
            if (was !== null && was !== undefined) return `${month}: ${money(was)}`;
            return `${month}: likely ${money(projection.ahead[at] ?? 0)}, 80% between ${money(projection.low[at] ?? 0)} and ${money(projection.high[at] ?? 0)}`;
          }}
          rest={projection.border}
        />
      ) : (
        <p className="secondary">The line begins once there is a whole month.</p>
      )}
    </section>
  );
}

function Contributions({ goal }: { goal: Goal }) {
  const actions = useGoalActions();
  const money = (minor: number) => formatSize(minor, goal.currency);
  const sum = goal.contributions.reduce((total, { amount_minor }) => total + amount_minor, 0);
  return (
    <section className={styles.flush} aria-labelledby="h-contributions">
      <SectionHeader id="h-contributions" title="Contributions">
        <span className="small muted">
          {goal.account_id === null ? "put aside by hand" : "matched to real transfers"}
        </span>
      </SectionHeader>
      {goal.contributions.length === 0 ? (
        <p className={cx("secondary", styles.none)}>Nothing was moved for it in the last six months.</p>
      ) : (
        <table className={cx(tableStyles.table, styles.contributions)}>
          <caption className="visually-hidden">Contributions to {goal.name}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.day}>
                Day
              </th>
              <th scope="col">What</th>
              <th scope="col" className={styles.number}>
                Moved
              </th>
              <th scope="col" className={styles.number}>
                {goal.share_percent < 100 ? `${goal.share_percent}% of it` : "Counts"}
              </th>
              <th scope="col" className={styles.act}>
                <span className="visually-hidden">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {goal.contributions.map((each) => (
              <tr key={`${each.transaction_id}-${each.id}`}>
                <td>{formatDay(each.on)}</td>
                <td>
                  {each.text}
                  {each.is_linked && <span className="small muted"> · 2 transactions</span>}
                </td>
                <td className={cx(styles.number, "muted")}>{money(each.moved_minor)}</td>
                <td className={styles.number}>{money(each.amount_minor)}</td>
                <td>
                  {each.id !== null && (
                    <IconButton
                      icon={X}
                      small
                      label={`Take back ${money(each.amount_minor)}`}
                      onClick={() => void actions.removeContribution(each.id ?? 0)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                Sum
              </th>
              <td className={cx(styles.number, "medium")}>{money(sum)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}

function WhereItLies({ goal, goals }: { goal: Goal; goals: readonly Goal[] }) {
  if (goal.account_id === null) return <p className="secondary">Counted by hand, in no account.</p>;
  const sharing = goals.filter(
    ({ account_id, status }) => account_id === goal.account_id && status !== "archived",
  );
  const free = 100 - sharing.reduce((sum, { share_percent }) => sum + share_percent, 0);
  return (
    <table className={styles.shares}>
      <caption>{goal.account_name}</caption>
      <tbody>
        {sharing.map((each) => (
          <tr key={each.id} className={each.id === goal.id ? "medium" : undefined}>
            <th scope="row">{each.name}</th>
            <td className={styles.number}>{each.share_percent}%</td>
            <td className={styles.number}>
              {each.progress ? formatSize(each.progress.saved_minor, each.currency) : "–"}
            </td>
          </tr>
        ))}
        {free > 0 && (
          <tr className="muted">
            <th scope="row">no goal</th>
            <td className={styles.number}>{free}%</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Advice({ goal }: { goal: Goal }) {
  const { progress, currency } = goal;
  if (!progress?.needs_monthly_minor || progress.outlook === "reached" || !goal.due_on) return null;
  if (progress.outlook !== "late" && progress.outlook !== "no_pace") return null;
  const gets = progress.pace ? Math.max(0, progress.pace.monthly_minor) : 0;
  return (
    <Notice icon={TriangleAlert} kind="warn">
      To be there by {formatDay(goal.due_on)} it needs{" "}
      <b className="medium">{formatSize(progress.needs_monthly_minor, currency)}</b> a month. It gets{" "}
      <b className="medium">{formatSize(gets, currency)}</b>.
    </Notice>
  );
}

function Acts({ goal, onContribute }: { goal: Goal; onContribute: () => void }) {
  const actions = useGoalActions();
  const set = (status: Goal["status"]) => () => void actions.setStatus(goal, status);
  return (
    <p className={styles.acts}>
      {goal.account_id === null && goal.status === "active" && (
        <Button icon={Plus} keys="a" onClick={onContribute}>
          Add money
        </Button>
      )}
      {goal.status === "active" && (
        <Button icon={Pause} keys="p" onClick={set("paused")}>
          Pause
        </Button>
      )}
      {goal.status !== "active" && (
        <Button icon={Play} onClick={set("active")}>
          Resume
        </Button>
      )}
      {(goal.status === "active" || goal.status === "paused") && (
        <Button icon={CircleCheck} keys="f" onClick={set("reached")}>
          Finish
        </Button>
      )}
      {goal.status !== "archived" && (
        <Button kind="ghost" icon={Archive} onClick={set("archived")}>
          Archive
        </Button>
      )}
      {goal.status === "archived" && (
        <Button kind="ghost" icon={Trash2} onClick={() => void actions.remove(goal)}>
          Remove
        </Button>
      )}
    </p>
  );
}

function Milestones({ goal }: { goal: Goal }) {
  if (!goal.progress) return null;
  return (
    <section aria-labelledby="h-milestones">
      <SectionHeader id="h-milestones" title="Milestones" />
      <ul className={styles.milestones}>
        {goal.progress.milestones.map(({ percent, minor, reached_on, likely_on }) => (
          <li key={percent}>
            <Icon of={reached_on ? CircleCheck : CircleDashed} small />
            <span className="grow">
              {percent}%, {formatSize(minor, goal.currency)}
            </span>
            <span className="muted">
              {reached_on
                ? formatMonth(reached_on.slice(0, 7))
                : likely_on
                  ? `likely ${formatMonth(likely_on.slice(0, 7))}`
                  : "–"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
