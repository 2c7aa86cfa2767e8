import { CircleCheck, CircleDashed, Flag, TriangleAlert } from "lucide-react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSize } from "@/kit/money";
import { Icon, type LucideIcon } from "@/ui/icon";
import tableStyles from "@/ui/table.module.css";
import styles from "../goals.module.css";
import { type Goal, likelyWords, outlookWords } from "../model";

const ICONS: Record<string, LucideIcon> = { on_pace: CircleCheck, late: TriangleAlert, reached: Flag };

interface Props {
  goals: readonly Goal[];
  current: string | null;
  onShow: (goal: Goal) => void;
}

/** Goals by priority: how far, at which pace, until when. */
export function GoalsTable({ goals, current, onShow }: Props) {
  return (
    <table className={cx(tableStyles.table, styles.goals)}>
      <caption className="visually-hidden">Goals by priority</caption>
      <thead>
        <tr>
          <th scope="col">Goal</th>
          <th scope="col" className={styles.status}>
            Status
          </th>
          <th scope="col" className={cx(styles.track, styles.wide)}>
            Progress
          </th>
          <th scope="col" className={styles.number}>
            Saved
          </th>
          <th scope="col" className={cx(styles.number, styles.wide)}>
            Gets a month
          </th>
          <th scope="col" className={cx(styles.number, styles.wide)}>
            Needs
          </th>
          <th scope="col" className={cx(styles.likely, styles.wide)}>
            Likely reached
          </th>
        </tr>
      </thead>
      <tbody>
        {goals.map((goal) => (
          <Row key={goal.id} goal={goal} isCurrent={String(goal.id) === current} onShow={onShow} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ goal, isCurrent, onShow }: { goal: Goal; isCurrent: boolean; onShow: Props["onShow"] }) {
  const { progress, currency } = goal;
  const money = (minor: number) => formatSize(minor, currency);
  const isLate = progress?.outlook === "late";
  return (
    <tr data-row={goal.id} aria-current={isCurrent || undefined}>
      <th scope="row">
        <button type="button" className={styles.name} onClick={() => onShow(goal)}>
          {goal.name}
        </button>
        {goal.due_on && <span className="small muted"> by {formatDay(goal.due_on)}</span>}
      </th>
      {progress ? (
        <>
          <td>
            <span className={cx("inline-row", isLate && "warning-text")}>
              <Icon of={ICONS[progress.outlook] ?? CircleDashed} small />
              {outlookWords(progress)}
            </span>
          </td>
          <td className={styles.wide}>
            <ProgressBar label={goal.name} percent={progress.percent} expected={progress.expected_percent} />
          </td>
          <td className={styles.number}>
            {money(progress.saved_minor)} <span className="muted">of {money(goal.target_minor)}</span>
          </td>
          <td className={cx(styles.number, styles.wide)}>
            {progress.pace ? formatNet(progress.pace.monthly_minor, currency) : "–"}
          </td>
          <td className={cx(styles.number, styles.wide)}>
            {progress.needs_monthly_minor ? money(progress.needs_monthly_minor) : "–"}
          </td>
          <td className={styles.wide}>{likelyWords(progress)}</td>
        </>
      ) : (
        <td colSpan={6} className="warning-text">
          {goal.why}
        </td>
      )}
    </tr>
  );
}

function ProgressBar({
  label,
  percent,
  expected,
}: {
  label: string;
  percent: number;
  expected: number | null;
}) {
  return (
    <span
      className={styles.bar}
      role="img"
      aria-label={`${label}: ${percent} percent${expected === null ? "" : `, the due date asks for ${expected}`}`}
    >
      <span className={styles.filled} style={{ width: `${percent}%` }} />
      {expected !== null && <span className={styles.tick} style={{ left: `${expected}%` }} />}
    </span>
  );
}
