import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { cx } from "@/kit/cx";
import styles from "./charts.module.css";
import { GridLines } from "./grid-lines";
import { placer, ticksFor } from "./scale";

export interface Series {
  /** Solid in the accent; grey and dashed for what is computed, likely or usual; grey for what it is compared with. */
  look: "current" | "dashed" | "other";
  /** One value for each position, oldest first; null where there is none. */
  values: readonly (number | null)[];
}

export interface Mark {
  at: number;
  value: number;
  /** A triangle below the line, one above it, or a dot on the base line. */
  kind: "below" | "above" | "base";
}

interface Props {
  label: string;
  series: readonly Series[];
  /** Between which values it probably lies. */
  band?: { low: readonly (number | null)[]; high: readonly (number | null)[] };
  currency: string;
  /** How a tick is written, where it is no amount of money. */
  formatTick?: (tick: number) => string;
  /** The grid lines; around zero when left out. */
  ticks?: readonly number[];
  marks?: readonly Mark[];
  /** What stands below which position. */
  axis: readonly { at: number; text: string }[];
  /** What the position under the pointer or the focus says, in words. */
  describe: (at: number) => string;
  /** The position that speaks while none is picked. */
  rest: number;
}

const LINES = { current: styles.currentLine, dashed: styles.usualLine, other: styles.otherLine };
const MARKS = { below: "▲", above: "▽", base: "●" };
const TOP = 10;
const BOTTOM = 148;
const HEIGHT = 172;
const LEFT = 52;
const RIGHT = 8;

/**
 * Lines over time with one stop for the Tab key; the arrow keys go from position to position. x is in percent and y in
 * pixels, and a line is made of segments: a stretched nested SVG gets out of step with its points in Chromium.
 */
export function LineChart(props: Props) {
  const { label, series, band, currency, formatTick, marks = [], axis, describe, rest } = props;
  const [picked, setPicked] = useState<number | null>(null);
  const length = Math.max(1, ...series.map(({ values }) => values.length));
  const at = Math.min(picked ?? rest, length - 1);
  const drawn = [...series.map(({ values }) => values), ...(band ? [band.low, band.high] : [])];
  const ticks = props.ticks ?? ticksFor(drawn.flat().map((value) => value ?? 0));
  const place = placer(ticks, TOP, BOTTOM);
  const across = (index: number) => (length > 1 ? `${((index / (length - 1)) * 100).toFixed(2)}%` : "0%");

  function move(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: length };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setPicked(Math.max(0, Math.min(length - 1, at + step)));
  }

  function follow(event: MouseEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    setPicked(Math.round(Math.max(0, Math.min(1, share)) * (length - 1)));
  }

  return (
    <div
      className={styles.lineChart}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={length}
      aria-valuenow={at + 1}
      aria-valuetext={describe(at)}
      onKeyDown={move}
      onMouseMove={follow}
      onMouseLeave={() => setPicked(null)}
    >
      <svg className={styles.chart} width="100%" height={HEIGHT} aria-hidden="true">
        <GridLines ticks={ticks} place={place} currency={currency} format={formatTick} />
        <svg
          aria-hidden="true"
          x={LEFT}
          y="0"
          width={`calc(100% - ${LEFT + RIGHT}px)`}
          height={HEIGHT}
          style={{ overflow: "visible" }}
        >
          {band && (
            <rect
              className={styles.band}
              width="100%"
              height={HEIGHT}
              style={{ clipPath: outline(band, across, place) }}
            />
          )}
          {series.map(({ look, values }, index) => (
            <g key={index} className={LINES[look]}>
              {segments(values).map(([from, to]) => (
                <line
                  key={from}
                  x1={across(from)}
                  x2={across(to)}
                  y1={place(values[from] ?? 0)}
                  y2={place(values[to] ?? 0)}
                />
              ))}
            </g>
          ))}
          {marks.map(({ at, value, kind }) => (
            <text
              key={`${kind}-${at}`}
              className={styles[`mark-${kind}`]}
              x={across(at)}
              y={kind === "base" ? BOTTOM + 4 : place(value) + (kind === "below" ? 16 : -8)}
              textAnchor="middle"
            >
              {MARKS[kind]}
            </text>
          ))}
          <g className={cx(axis.length > 4 && styles.crowded)}>
            {axis.map(({ at, text }) => (
              <text
                key={text}
                x={across(at)}
                y="166"
                textAnchor={length > 1 && at === length - 1 ? "end" : "middle"}
              >
                {text}
              </text>
            ))}
          </g>
          {series.map(({ look, values }, index) => {
            const value = values[at] ?? null;
            if (value === null || (look === "dashed" && picked === null)) return null;
            return (
              <circle
                key={index}
                className={look === "current" ? styles.currentDot : styles.usualDot}
                cx={across(at)}
                cy={place(value)}
                r={look === "current" ? 3.5 : 3}
              />
            );
          })}
        </svg>
      </svg>
      <p className={cx("small secondary tabular", styles.readout)}>{describe(at)}</p>
    </div>
  );
}

/** The pairs of neighbours that both have a value; a gap in the values stays a gap in the line. */
export function segments(values: readonly (number | null)[]): [number, number][] {
  const known = values.flatMap((value, at) => (value === null ? [] : [at]));
  return known.slice(1).flatMap((to, index): [number, number][] => {
    const from = known[index] ?? to;
    return to - from === 1 ? [[from, to]] : [];
  });
}

function outline(
  { low, high }: NonNullable<Props["band"]>,
  across: (index: number) => string,
  place: (value: number) => number,
): string {
  const edge = (values: readonly (number | null)[]) =>
    values.flatMap((value, at) => (value === null ? [] : [`${across(at)} ${place(value).toFixed(1)}px`]));
  return `polygon(${[...edge(high), ...edge(low).reverse()].join(", ")})`;
}
