import { type KeyboardEvent, type MouseEvent, useState } from "react";
import type { NetWorthHistory, NetWorthPoint } from "@/api/types";
import { GridLines } from "@/charts/grid-lines";
import { segments } from "@/charts/line-chart";
import { placer, ticksFor } from "@/charts/scale";
import { cx } from "@/kit/cx";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";

import styles from "./worth-chart.module.css";

const TOP = 12;
const BOTTOM = 224;
const HEIGHT = 250;
const LEFT = 46;
const RIGHT = 10;
const MOST_LABELS = 6;

/**
 * Net worth over time: solid where it was known, dashed where it was computed backwards, with what is owned above zero and
 * what is owed below. One stop for the Tab key; the arrow keys go from point to point.
 */
export function WorthChart({ history }: { history: NetWorthHistory }) {
  const { points, currency, known_since } = history;
  const [picked, setPicked] = useState<number | null>(null);
  const last = points.length - 1;
  if (last < 1)
    return <p className={cx("secondary", styles.first)}>The line begins with the second month.</p>;
  const at = Math.min(picked ?? last, last);
  const values = points.map((point) => point.value_minor ?? point.known_minor);
  const ticks = ticksFor([...values, ...points.flatMap((point) => [point.assets_minor, point.debts_minor])]);
  const place = placer(ticks, TOP, BOTTOM);
  const across = (index: number) => `${((index / last) * 100).toFixed(2)}%`;
  const border = points.findIndex(({ on }) => on === known_since);
  const describe = (index: number) => pointWords(points[index], currency);

  function move(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -last, End: last };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setPicked(Math.max(0, Math.min(last, at + step)));
  }
  function follow(event: MouseEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    setPicked(Math.round(Math.max(0, Math.min(1, share)) * last));
  }
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.keys}>
        <span className={styles.readout}>{describe(at)}</span>
        <Key look={styles.lineKey}>known</Key>
        {border !== 0 && <Key look={cx(styles.lineKey, styles.dashedKey)}>computed backwards</Key>}
        <Key look={styles.areaKey}>assets above, debts below</Key>
        {points.some((point) => point.unexplained_minor !== 0) && <Key look={styles.dotKey}>unexplained</Key>}
      </figcaption>
      <div
        className={styles.plot}
        role="slider"
        tabIndex={0}
        aria-label={`Net worth from ${formatDay(points[0]?.on ?? "")} to ${formatDay(points[last]?.on ?? "")}`}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={at + 1}
        aria-valuetext={describe(at)}
        onKeyDown={move}
        onMouseMove={follow}
        onMouseLeave={() => setPicked(null)}
      >
        <svg className={styles.chart} width="100%" height={HEIGHT} aria-hidden="true">
          <GridLines ticks={ticks} place={place} currency={currency} />
          <svg
            aria-hidden="true"
            x={LEFT}
            y="0"
            width={`calc(100% - ${LEFT + RIGHT}px)`}
            height={HEIGHT}
            style={{ overflow: "visible" }}
          >
            <Area values={points.map((point) => point.assets_minor)} across={across} place={place} isAssets />
            <Area values={points.map((point) => point.debts_minor)} across={across} place={place} />
            {segments(values).map(([from, to]) => (
              <line
                key={from}
                className={cx(styles.line, !points[from]?.is_known && styles.computed)}
                x1={across(from)}
                x2={across(to)}
                y1={place(values[from] ?? 0)}
                y2={place(values[to] ?? 0)}
              />
            ))}
            {border > 0 && known_since && (
              <Border x={across(border)} knownSince={known_since} isLate={border > last * 0.7} />
            )}
            {points.map((point, index) =>
              shows(points, index) || index === at ? (
                <circle
                  key={point.on}
                  className={cx(
                    styles.point,
                    !point.is_known && styles.hollow,
                    point.unexplained_minor !== 0 && styles.unexplained,
                  )}
                  cx={across(index)}
                  cy={place(values[index] ?? 0)}
                  r={index === at ? 4.5 : 3.5}
                />
              ) : null,
            )}
            {axisOf(points).map(({ index, text }) => (
              <text
                key={index}
                className={index === 0 || index === last ? undefined : styles.between}
                x={across(index)}
                y="244"
                textAnchor={index === 0 ? "start" : index === last ? "end" : "middle"}
              >
                {text}
              </text>
            ))}
          </svg>
        </svg>
      </div>
    </figure>
  );
}

function Key({ look, children }: { look: string | undefined; children: string }) {
  return (
    <span className={styles.key}>
      <i className={look} aria-hidden="true" />
      {children}
    </span>
  );
}

/** From which day on net worth is known. Near the right edge there is room only on the left of the line. */
function Border({ x, knownSince, isLate }: { x: string; knownSince: string; isLate: boolean }) {
  return (
    <>
      <line className={styles.border} x1={x} x2={x} y1={TOP} y2={BOTTOM} />
      <text
        x={x}
        dx={isLate ? -6 : 6}
        y="22"
        textAnchor={isLate ? "end" : "start"}
        className={styles.borderText}
      >
        known since {formatDay(knownSince)}
      </text>
      {!isLate && (
        <text x={x} dx="-6" y="22" textAnchor="end" className={styles.between}>
          computed
        </text>
      )}
    </>
  );
}

function Area({
  values,
  across,
  place,
  isAssets,
}: {
  values: readonly number[];
  across: (at: number) => string;
  place: (value: number) => number;
  isAssets?: boolean;
}) {
  const zero = place(0).toFixed(1);
  const edge = values.map((value, at) => `${across(at)} ${place(value).toFixed(1)}px`);
  const clipPath = `polygon(${[...edge, `100% ${zero}px`, `0% ${zero}px`].join(", ")})`;
  return (
    <rect
      className={isAssets ? styles.assets : styles.debts}
      width="100%"
      height={HEIGHT}
      style={{ clipPath }}
    />
  );
}

/** What a point says: its day, its value, and whether that was known. */
export function pointWords(point: NetWorthPoint | undefined, currency: string): string {
  if (!point) return "";
  const value =
    point.value_minor === null
      ? `no value, ${formatNet(point.known_minor, currency)} known so far`
      : formatNet(point.value_minor, currency);
  const missing = point.unexplained_minor
    ? `, ${formatSignedNet(point.unexplained_minor, currency)} unexplained`
    : "";
  return `${formatDay(point.on)}: ${value}, ${point.is_known ? "known" : "computed"}${missing}`;
}

/** A long history shows a dot only where something is to be seen. */
function shows(points: readonly NetWorthPoint[], at: number): boolean {
  return points.length <= 30 || points[at]?.unexplained_minor !== 0 || at === points.length - 1;
}

function axisOf(points: readonly NetWorthPoint[]): { index: number; text: string }[] {
  const last = points.length - 1;
  const step = Math.max(1, Math.ceil(last / MOST_LABELS));
  const indices = new Set([...Array.from({ length: Math.floor(last / step) }, (_, at) => at * step), last]);
  return [...indices].map((index) => ({
    index,
    text: formatMonth((points[index]?.on ?? "").slice(0, 7)),
  }));
}
