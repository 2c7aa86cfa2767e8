import { cx } from "@/kit/cx";
import styles from "./charts.module.css";
import { GridLines } from "./grid-lines";
import { placer, ticksFor } from "./scale";

export interface FlowBar {
  key: string;
  /** Under the bar. */
  label: string;
  /** The whole sentence for those who hear it. */
  sentence: string;
  inMinor: number;
  outMinor: number;
}

interface Props {
  label: string;
  bars: readonly FlowBar[];
  currency: string;
  chosen: string;
  onChoose: (key: string) => void;
}

const TOP = 14;
const BOTTOM = 188;

/** Money in goes up and money out goes down from one zero; the mark is what was kept. Each bar is a button. */
export function FlowBars({ label, bars, currency, chosen, onChoose }: Props) {
  const ticks = ticksFor([...bars.map(({ inMinor }) => inMinor), ...bars.map(({ outMinor }) => -outMinor)]);
  const place = placer(ticks, TOP, BOTTOM);
  const zero = place(0);
  const room = 100 / Math.max(1, bars.length);
  return (
    <svg className={styles.chart} width="100%" height="216" role="group" aria-label={label}>
      <GridLines ticks={ticks} place={place} currency={currency} />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the drawing around it is named */}
      <svg x="52" y="0" width="calc(100% - 52px)" height="216" style={{ overflow: "visible" }}>
        {bars.map((bar, at) => {
          const isChosen = bar.key === chosen;
          const kept = place(bar.inMinor - bar.outMinor);
          const same = { x: `${room * (at + 0.17)}%`, width: `${room * 0.66}%` };
          return (
            <g
              key={bar.key}
              role="button"
              tabIndex={0}
              aria-label={bar.sentence}
              aria-pressed={isChosen}
              onClick={() => onChoose(bar.key)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                onChoose(bar.key);
              }}
            >
              <rect className={styles.target} x={`${room * at}%`} width={`${room}%`} y="0" height="216" />
              <rect
                {...same}
                className={cx(styles.column, isChosen && styles.current)}
                y={place(bar.inMinor)}
                height={Math.max(zero - place(bar.inMinor), 0)}
                rx="1.5"
              />
              <rect
                {...same}
                className={cx(styles.column, isChosen && styles.current)}
                y={zero}
                height={Math.max(place(-bar.outMinor) - zero, 0)}
                rx="1.5"
              />
              <line
                className={styles.keptMark}
                x1={`${room * (at + 0.1)}%`}
                x2={`${room * (at + 0.9)}%`}
                y1={kept}
                y2={kept}
              />
              <text
                className={isChosen ? styles.label : undefined}
                x={`${room * (at + 0.5)}%`}
                y="208"
                textAnchor="middle"
              >
                {bar.label}
              </text>
            </g>
          );
        })}
      </svg>
    </svg>
  );
}
