/** Months by their names. */
import { formatMonth } from "./dates";

export { formatMonth };

const short = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat(undefined, { month: "long", timeZone: "UTC" });

/** Nov, or November: without the year, where the year is clear. */
export function formatMonthName(month: string, style: "short" | "long" = "short"): string {
  return (style === "long" ? long : short).format(new Date(`${month}-01T12:00:00Z`));
}

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Every month from the first to the last, both included. */
export function monthsFrom(first: string, last: string): string[] {
  const [year = 0, month = 1] = first.split("-").map(Number);
  const names: string[] = [];
  for (let at = year * 12 + month - 1; ; at += 1) {
    const name = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
    if (name > last) return names;
    names.push(name);
  }
}
