import { useNavigate } from "react-router";
import { cx } from "@/kit/cx";
import { formatNet } from "@/kit/money";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import styles from "./charts.module.css";
import { GridLines } from "./grid-lines";
import { placer, ticksFor } from "./scale";

export interface MonthBar {
  month: string;
  minor: number;
  /** Where a click on it leads. */
  to: string;
}

interface Props {
  label: string;
  bars: readonly MonthBar[];
  currency: string;
  /** The months that the page is about; the others are grey. */
  chosen: ReadonlySet<string>;
  usual: number | null;
  /** What the last chosen month will likely come to, when it still runs. */
  likely: { month: string; minor: number } | null;
}

const TOP = 14;
const BOTTOM = 168;

/** Twelve months beside each other. Each bar can be reached by keyboard, says its amount, and opens its month. */
export function MonthBars({ label, bars, currency, chosen, usual, likely }: Props) {
  const navigate = useNavigate();
  const ticks = ticksFor([...bars.map((bar) => bar.minor), usual ?? 0, likely?.minor ?? 0]);
  const place = placer(ticks, TOP, BOTTOM);
  const zero = place(0);
  const room = 100 / Math.max(1, bars.length);
  return (
    <svg
      className={cx(styles.chart, styles.monthBars)}
      width="100%"
      height="196"
      role="group"
      aria-label={label}
    >
      <GridLines ticks={ticks} place={place} currency={currency} />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the drawing around it is named */}
      <svg x="52" y="0" width="calc(100% - 52px)" height="196" style={{ overflow: "visible" }}>
        {bars.map((bar, at) => {
          const left = room * (at + 0.17);
          const isChosen = chosen.has(bar.month);
          return (
            <a
              key={bar.month}
              href={bar.to}
              aria-label={`${formatMonth(bar.month)}: ${formatNet(bar.minor, currency)}`}
              aria-current={isChosen ? "true" : undefined}
              onClick={(event) => {
                event.preventDefault();
                void navigate(bar.to);
              }}
            >
              <rect className={styles.target} x={`${room * at}%`} width={`${room}%`} y="0" height="196" />
              <rect
                className={cx(styles.column, isChosen && styles.current)}
                x={`${left}%`}
                width={`${room * 0.66}%`}
                y={Math.min(place(bar.minor), zero)}
                height={Math.max(Math.abs(zero - place(bar.minor)), 1)}
                rx="1.5"
              />
              {likely?.month === bar.month && likely.minor > bar.minor && (
                <rect
                  className={styles.expected}
                  x={`${left}%`}
                  width={`${room * 0.66}%`}
                  y={place(likely.minor)}
                  height={place(bar.minor) - place(likely.minor)}
                  rx="1.5"
                />
              )}
              <text
                className={cx(isChosen && styles.label, (bars.length - 1 - at) % 2 === 1 && styles.odd)}
                x={`${room * (at + 0.5)}%`}
                y="188"
                textAnchor="middle"
              >
                {formatMonthName(bar.month)}
              </text>
            </a>
          );
        })}
      </svg>
      {usual !== null && (
        <line className={styles.usual} x1="52" x2="100%" y1={place(usual)} y2={place(usual)} />
      )}
    </svg>
  );
}
