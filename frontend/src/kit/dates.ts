/** Days are 'YYYY-MM-DD' and months 'YYYY-MM' as text; they never pass through a time zone. Moments are ISO in UTC. */

let currentDay = "";

/** The day on which the app is, as its backend says; the browser's clock and time zone may be others. */
export function today(): string {
  if (!currentDay) throw new Error("No page is drawn before the backend has said which day it is.");
  return currentDay;
}

export function setToday(day: string): void {
  currentDay = day;
}

/** Nov 20, or Nov 20, 2024 when it is not this year. */
export function formatDay(day: string, asOf = today()): string {
  const year = day.slice(0, 4) === asOf.slice(0, 4) ? undefined : "numeric";
  return format(day, { month: "short", day: "numeric", year });
}

/** Fri, Nov 20, with the year when it is another one. */
export function formatWeekday(day: string, asOf = today()): string {
  const year = day.slice(0, 4) === asOf.slice(0, 4) ? undefined : "numeric";
  return format(day, { weekday: "short", month: "short", day: "numeric", year });
}

/** Today, Yesterday, or null when neither. */
export function nearName(day: string, asOf = today()): string | null {
  if (day === asOf) return "Today";
  if (day === addDays(asOf, -1)) return "Yesterday";
  return null;
}

/** Nov 2026 */
export function formatMonth(month: string, style: "short" | "long" = "short"): string {
  return format(`${month}-01`, { month: style, year: "numeric" });
}

/** The moment as the user's clock shows it: 7:12 AM today, Nov 20, 7:12 AM on another day. */
export function formatMoment(moment: string, asOf = today()): string {
  const at = new Date(moment);
  const time = at.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
  const day = localDay(at);
  return day === asOf ? time : `${formatDay(day, asOf)}, ${time}`;
}

/** The local day on which a moment fell. */
export function dayOf(moment: string): string {
  return localDay(new Date(moment));
}

function localDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function addDays(day: string, days: number): string {
  const at = noon(day);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = year * 12 + number - 1 + months;
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}`;
}

export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** Whether this text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text).getTime()) && addDays(text, 0) === text;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" });
    formats.set(key, made);
  }
  return made.format(noon(day));
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
