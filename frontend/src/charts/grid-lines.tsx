import { formatAxis } from "@/kit/money-short";
import styles from "./charts.module.css";

interface Props {
  ticks: readonly number[];
  place: (value: number) => number;
  currency: string;
  /** How a tick is written, where it is no amount of money. */
  format?: (tick: number) => string;
}

/** The lines behind a chart with their amounts at the left. */
export function GridLines({ ticks, place, currency, format }: Props) {
  return (
    <g aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? styles.baseLine : styles.gridLine}
            x1="44"
            x2="100%"
            y1={place(tick)}
            y2={place(tick)}
          />
          <text x="36" y={place(tick) + 4} textAnchor="end">
            {format ? format(tick) : formatAxis(tick, currency)}
          </text>
        </g>
      ))}
    </g>
  );
}
