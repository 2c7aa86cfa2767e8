import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { cx } from "@/kit/cx";
import { formatNet } from "@/kit/money";
import styles from "./charts.module.css";
import { GridLines } from "./grid-lines";
import { placer, ticksFor } from "./scale";

export interface DayPoint {
  day: number;
  this_minor: number | null;
  usual_minor: number | null;
}

interface Props {
  label: string;
  points: readonly DayPoint[];
  currency: string;
}

const TOP = 10;
const BOTTOM = 148;
const LEFT = 52;
const RIGHT = 8;

/** What has been spent up to each day, and what is usual by then. Arrow keys go from day to day. */
export function PaceLines({ label, points, currency }: Props) {
  const last = points.reduce((found, point, at) => (point.this_minor === null ? found : at), 0);
  const [picked, setPicked] = useState<number | null>(null);
  const at = picked ?? last;
  const ticks = ticksFor(points.flatMap((point) => [point.this_minor ?? 0, point.usual_minor ?? 0]));
  const place = placer(ticks, TOP, BOTTOM);
  const across = (index: number) => (points.length > 1 ? (index / (points.length - 1)) * 100 : 0);
  const shown = points[at];

  function move(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: points.length };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setPicked(Math.max(0, Math.min(points.length - 1, at + step)));
  }

  function follow(event: MouseEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    setPicked(Math.round(Math.max(0, Math.min(1, share)) * (points.length - 1)));
  }

  return (
    <div
      className={styles.paceLines}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={shown?.day ?? 1}
      aria-valuetext={shown && tell(shown, currency)}
      onKeyDown={move}
      onMouseMove={follow}
      onMouseLeave={() => setPicked(null)}
    >
      <svg className={styles.chart} width="100%" height="172" aria-hidden="true">
        <GridLines ticks={ticks} place={place} currency={currency} />
        <svg
          aria-hidden="true"
          x="52"
          y="0"
          width="calc(100% - 60px)"
          height="172"
          viewBox="0 0 100 172"
          preserveAspectRatio="none"
          style={{ overflow: "visible" }}
        >
          <path
            className={styles.usualLine}
            d={path(points, (point) => point.usual_minor, across, place)}
            vectorEffect="non-scaling-stroke"
          />
          <path
            className={styles.currentLine}
            d={path(points, (point) => point.this_minor, across, place)}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <svg
          aria-hidden="true"
          x="52"
          y="0"
          width="calc(100% - 60px)"
          height="172"
          style={{ overflow: "visible" }}
        >
          {[1, 8, 15, 22, points.length].map((day) => (
            <text key={day} x={`${across(day - 1)}%`} y="166" textAnchor="middle">
              {day}
            </text>
          ))}
          {shown && shown.this_minor !== null && (
            <circle
              className={styles.currentDot}
              cx={`${across(at)}%`}
              cy={place(shown.this_minor)}
              r="3.5"
            />
          )}
          {picked !== null && shown?.usual_minor != null && (
            <circle className={styles.usualDot} cx={`${across(at)}%`} cy={place(shown.usual_minor)} r="3" />
          )}
        </svg>
      </svg>
      <p className={cx("small secondary tabular", styles.readout)}>{shown && tell(shown, currency)}</p>
    </div>
  );
}

function tell({ day, this_minor, usual_minor }: DayPoint, currency: string): string {
  const now = this_minor === null ? null : `${formatNet(this_minor, currency)} spent`;
  const usual = usual_minor === null ? null : `usually ${formatNet(usual_minor, currency)}`;
  return [`Day ${day}`, now, usual].filter(Boolean).join(" · ");
}

function path(
  points: readonly DayPoint[],
  minorOf: (point: DayPoint) => number | null,
  across: (index: number) => number,
  place: (value: number) => number,
): string {
  return points
    .flatMap((point, index) => {
      const value = minorOf(point);
      return value === null ? [] : [`${across(index).toFixed(2)} ${place(value).toFixed(1)}`];
    })
    .map((spot, index) => `${index === 0 ? "M" : "L"}${spot}`)
    .join("");
}
