/** Where the lines of a chart stand. */

/** Round steps from zero (or below) to just above the largest value; never more than five. */
export function ticksFor(values: readonly number[]): number[] {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  if (top === bottom) return [0, 100];
  const step = roundStep((top - bottom) / 3);
  const first = Math.floor(bottom / step);
  const last = Math.ceil(top / step);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step || 0);
}

function roundStep(rough: number): number {
  const size = 10 ** Math.floor(Math.log10(rough));
  const fits = [1, 2, 2.5, 5, 10].find((one) => one * size >= rough) ?? 10;
  return fits * size;
}

/** The height in pixels at which a value is drawn. */
export function placer(ticks: readonly number[], top: number, bottom: number): (value: number) => number {
  const low = ticks[0] ?? 0;
  const high = ticks[ticks.length - 1] ?? 1;
  return (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
}
