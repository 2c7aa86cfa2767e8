/** What can be answered to a question of a file, shown by what its own cells would become. All pure. */
import type { PreviewColumn } from "@/api/types";
import { formatDay, isDay } from "@/kit/dates";
import type { ColumnMapping } from "./mapping";
import { DATE_ORDERS, DECIMALS, signsFor } from "./model";

export interface Answer {
  label: string;
  note: string | null;
  change: Partial<ColumnMapping>;
  /** It is read so now. */
  isCurrent: boolean;
}

export function answersTo(code: string, mapping: ColumnMapping, columns: readonly PreviewColumn[]): Answer[] {
  const plain = <V extends string>(
    options: readonly { value: V; label: string }[],
    name: "decimal" | "sign",
  ) =>
    options.map(({ value, label }) => ({
      label,
      note: null,
      change: { [name]: value },
      isCurrent: mapping[name] === value,
    }));
  if (code === "date_order") return dateAnswers(mapping, columns);
  if (code === "decimal") return plain(DECIMALS, "decimal");
  if (code === "sign" && mapping.sign !== "column") return plain(signsFor(mapping), "sign");
  return [];
}

/** "Feb 1, 2024 (day, month, year)" for each order in which the days of the file exist. */
function dateAnswers(mapping: ColumnMapping, columns: readonly PreviewColumn[]): Answer[] {
  const samples = columns.find((column) => column.index === mapping.date)?.samples.filter(Boolean) ?? [];
  const telling = samples.find((sample) => dayIn(sample, "DMY") !== dayIn(sample, "MDY")) ?? samples[0];
  if (!telling) return [];
  return DATE_ORDERS.flatMap(({ value, label }) => {
    const day = dayIn(telling, value);
    if (!day || samples.some((sample) => dayIn(sample, value) === null)) return [];
    return [
      {
        label: `${telling.trim()} is ${formatDay(day, "")}`,
        note: label,
        change: { date_format: value },
        isCurrent: mapping.date_format === value,
      },
    ];
  });
}

/** The day that a text of three numbers means in this order; null when there is no such day. */
export function dayIn(text: string, order: string): string | null {
  const found = /^\s*(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})/.exec(text);
  if (!found || order.length !== 3) return null;
  const part = (letter: string) => found[order.indexOf(letter) + 1] ?? "";
  const [year, month, day] = [part("Y"), part("M"), part("D")];
  if (month.length > 2 || day.length > 2 || year.length === 3 || year.length === 1) return null;
  const whole = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(whole) ? whole : null;
}
