import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Link } from "react-router";
import type { Coverage, CoveredMonth } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatMonthName } from "@/kit/month-names";
import { addressOfMonth, describeMonth, levelOf, yearsOf } from "../coverage";
import coverageStyles from "./coverage.module.css";

const TWELVE = Array.from({ length: 12 }, (_, at) => `2000-${String(at + 1).padStart(2, "0")}`);
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

interface Props {
  account: Coverage;
  label: string;
  onLook: (month: CoveredMonth | null) => void;
}

// The classes of levelOf's 1 to 4.
const FULLNESS = ["few", "some", "many", "most"];

/** Years as rows, months as squares. One stop for the Tab key; the arrows go from month to month. */
export function MonthGrid({ account, label, onLook }: Props) {
  const years = useMemo(() => yearsOf(account.months), [account.months]);
  const most = Math.max(1, ...account.months.map((month) => month.count));
  const box = useRef<HTMLFieldSetElement>(null);
  const last = account.months[account.months.length - 1]?.month ?? null;
  const [stop, setStop] = useState(last);

  function move(event: KeyboardEvent) {
    const goal = goalOf(event.key, stop);
    if (!goal) return;
    event.preventDefault();
    event.stopPropagation();
    box.current?.querySelector<HTMLElement>(`[data-month="${goal}"]`)?.focus();
  }

  function goalOf(key: string, from: string | null): string | null {
    if (key === "Home") return account.months[0]?.month ?? null;
    if (key === "End") return last;
    const step = STEPS[key];
    const row = years.findIndex(({ months }) => months.some((month) => month?.month === from));
    const column = years[row]?.months.findIndex((month) => month?.month === from) ?? -1;
    if (!step || column < 0) return null;
    const [down, right] = step;
    if (down) return years[row + down]?.months[column]?.month ?? from;
    const at = account.months.findIndex(({ month }) => month === from);
    return account.months[at + right]?.month ?? from;
  }

  return (
    <fieldset
      ref={box}
      className={coverageStyles.grid}
      aria-label={label}
      onKeyDown={move}
      onMouseLeave={() => onLook(null)}
      onBlur={() => onLook(null)}
    >
      <div className={cx(coverageStyles.row, coverageStyles.months, "small muted")} aria-hidden="true">
        {TWELVE.map((month) => (
          <span key={month}>{formatMonthName(month).slice(0, 1)}</span>
        ))}
      </div>
      {years.map(({ year, months }) => (
        <div key={year} className={coverageStyles.row}>
          <span className={cx("small secondary tabular", coverageStyles.year)} aria-hidden="true">
            {year}
          </span>
          <ol aria-label={year}>
            {months.map((month, at) => (
              <li key={at} className={coverageStyles.cell} aria-hidden={month ? undefined : true}>
                {month && (
                  <Link
                    to={addressOfMonth(account.account_id, month)}
                    data-month={month.month}
                    tabIndex={month.month === stop ? 0 : -1}
                    aria-label={describeMonth(month)}
                    onFocus={() => {
                      setStop(month.month);
                      onLook(month);
                    }}
                    onMouseEnter={() => onLook(month)}
                  >
                    <span className={cx(coverageStyles.box, lookOf(month, most))} />
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </fieldset>
  );
}

function lookOf({ state, count }: CoveredMonth, most: number): string | undefined {
  return coverageStyles[state === "rows" ? (FULLNESS[levelOf(count, most) - 1] ?? "few") : state];
}
