/** Where the nodes and ribbons of a flow from sources over one trunk to targets stand. All pure. */

export interface FlowEnd {
  key: string;
  value: number;
}

export interface FlowNode extends FlowEnd {
  /** Top and height in pixels at the outer side. */
  top: number;
  height: number;
  /** Top at the trunk; the height is the same. */
  trunkTop: number;
}

export interface FlowLayout {
  sources: FlowNode[];
  targets: FlowNode[];
  trunkTop: number;
  trunkHeight: number;
}

const SMALLEST = 1;

/** Ends of zero or less are left out. Both sides must add up to the same; gaps keep the outer nodes apart. */
export function layOutFlow(
  sources: readonly FlowEnd[],
  targets: readonly FlowEnd[],
  height: number,
  gap: number,
): FlowLayout {
  const left = sources.filter(({ value }) => value > 0);
  const right = targets.filter(({ value }) => value > 0);
  const total = left.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(left.length, right.length, 1);
  const scale = total > 0 ? (height - gap * (most - 1)) / total : 0;
  const trunkHeight = total * scale;
  const trunkTop = (height - trunkHeight) / 2;
  return {
    sources: stack(left, scale, height, gap, trunkTop),
    targets: stack(right, scale, height, gap, trunkTop),
    trunkTop,
    trunkHeight,
  };
}

function stack(
  ends: readonly FlowEnd[],
  scale: number,
  height: number,
  gap: number,
  trunkTop: number,
): FlowNode[] {
  const tall = ends.reduce((sum, { value }) => sum + value * scale, 0) + gap * (ends.length - 1);
  let top = (height - tall) / 2;
  let inner = trunkTop;
  return ends.map((end) => {
    const size = Math.max(SMALLEST, end.value * scale);
    const node = { ...end, top, height: size, trunkTop: inner };
    top += end.value * scale + gap;
    inner += end.value * scale;
    return node;
  });
}

/** The outline of a ribbon between two edges of the same height, as an SVG path. */
export function ribbon(fromX: number, fromTop: number, toX: number, toTop: number, height: number): string {
  const middle = (fromX + toX) / 2;
  return [
    `M${fromX} ${fromTop}`,
    `C${middle} ${fromTop} ${middle} ${toTop} ${toX} ${toTop}`,
    `V${toTop + height}`,
    `C${middle} ${toTop + height} ${middle} ${fromTop + height} ${fromX} ${fromTop + height}`,
    "Z",
  ].join("");
}
