/** Numbers in sentences. */

const plain = new Intl.NumberFormat();
const rules = new Intl.PluralRules("en");

export function formatCount(count: number): string {
  return plain.format(count);
}

/** count(1, "row") is "1 row"; count(1200, "row") is "1,200 rows". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${formatCount(number)} ${plural(number, one, many)}`;
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return rules.select(number) === "one" ? one : many;
}

/** 91% from 0.91. Rounds down, so that only what is certain is called 100%. */
export function formatPercent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)}%`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return count(bytes, "byte");
  const steps = ["KB", "MB", "GB"];
  let size = bytes / 1024;
  let step = 0;
  while (size >= 1000 && step < steps.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${steps[step]}`;
}

/** "a", "a and b", "a, b and c" */
export function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
