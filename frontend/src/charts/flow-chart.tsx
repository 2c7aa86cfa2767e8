import { formatNet } from "@/kit/money";
import { formatPercent } from "@/kit/words";
import styles from "./flow-chart.module.css";
import { type FlowNode, layOutFlow, ribbon } from "./flow-layout";

export interface FlowPart {
  key: string;
  name: string;
  minor: number;
  color: string;
}

interface Props {
  label: string;
  sources: readonly FlowPart[];
  targets: readonly FlowPart[];
  currency: string;
}

const HEIGHT = 300;
const GAP = 14;
const LEFT = 0.6;
const TRUNK = 34;
const RIGHT = 66;
const NODE = 1;

/** Where money came from and where it went. The table beside it has the same figures. */
export function FlowChart({ label, sources, targets, currency }: Props) {
  const total = sources.reduce((sum, { minor }) => sum + Math.max(0, minor), 0);
  const layout = layOutFlow(sources.map(endOf), targets.map(endOf), HEIGHT, GAP);
  const parts = new Map([...sources, ...targets].map((part) => [part.key, part]));
  const colorOf = ({ key }: FlowNode) => parts.get(key)?.color ?? "var(--color-ink-3)";
  return (
    <div className={styles.flow} style={{ height: HEIGHT }} role="img" aria-label={label}>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {layout.sources.map((node) => (
          <g key={node.key} style={{ fill: colorOf(node) }}>
            <path
              className={styles.ribbon}
              d={ribbon(LEFT + NODE, node.top, TRUNK, node.trunkTop, node.height)}
            />
            <rect x={LEFT} y={node.top} width={NODE} height={node.height} />
          </g>
        ))}
        <rect
          className={styles.trunk}
          x={TRUNK}
          y={layout.trunkTop}
          width={NODE}
          height={layout.trunkHeight}
        />
        {layout.targets.map((node) => (
          <g key={node.key} style={{ fill: colorOf(node) }}>
            <path
              className={styles.ribbon}
              d={ribbon(TRUNK + NODE, node.trunkTop, RIGHT, node.top, node.height)}
            />
            <rect x={RIGHT} y={node.top} width={NODE} height={node.height} />
          </g>
        ))}
      </svg>
      {layout.sources.map((node) => (
        <span
          key={node.key}
          className={styles.label}
          style={{ left: `${LEFT + NODE + 1}%`, top: node.top + node.height / 2 }}
        >
          <b>{parts.get(node.key)?.name}</b> {formatNet(node.value, currency)}
        </span>
      ))}
      {layout.targets.map((node) => (
        <span
          key={node.key}
          className={styles.label}
          style={{ left: `${RIGHT + NODE + 1}%`, right: 0, top: node.top + node.height / 2 }}
        >
          <b className="grow truncate">{parts.get(node.key)?.name}</b>
          <span className="tabular">{formatNet(node.value, currency)}</span>
          <span className={styles.share}>{total > 0 ? formatPercent(node.value / total) : ""}</span>
        </span>
      ))}
    </div>
  );
}

function endOf({ key, minor }: FlowPart) {
  return { key, value: minor };
}
