/** The column mapping as this page edits it: read once from what was sent, and sent back with all it did not understand. */

export interface ColumnMapping {
  date: number | null;
  date_format: string;
  description: readonly number[];
  amount: number | null;
  debit: number | null;
  credit: number | null;
  sign: string;
  sign_column: number | null;
  decimal: string;
  balance: number | null;
  currency: number | null;
  category: number | null;
  payee: number | null;
  notes: number | null;
  /** What the backend keeps for itself: delimiter, encoding, header and the like. */
  rest: Readonly<Record<string, unknown>>;
}

export function readMapping(sent: Readonly<Record<string, unknown>> | null): ColumnMapping | null {
  if (!sent) return null;
  const column = (name: string) => (typeof sent[name] === "number" ? sent[name] : null);
  const text = (name: string, usual: string) => (typeof sent[name] === "string" ? sent[name] : usual);
  return {
    date: column("date"),
    date_format: text("date_format", "YMD"),
    description: Array.isArray(sent.description)
      ? sent.description.filter((one) => typeof one === "number")
      : [],
    amount: column("amount"),
    debit: column("debit"),
    credit: column("credit"),
    sign: text("sign", "minus_is_out"),
    sign_column: column("sign_column"),
    decimal: text("decimal", "."),
    balance: column("balance"),
    currency: column("currency"),
    category: column("category"),
    payee: column("payee"),
    notes: column("notes"),
    rest: sent,
  };
}

export function writeMapping({ rest, ...edited }: ColumnMapping): Record<string, unknown> {
  return { ...rest, ...edited };
}

/** Which questions of a file are answered by this change. */
export function answeredBy(before: ColumnMapping, after: ColumnMapping): string[] {
  const answered: string[] = [];
  if (before.date_format !== after.date_format) answered.push("date_order");
  if (before.decimal !== after.decimal) answered.push("decimal");
  if (before.sign !== after.sign) answered.push("sign");
  const columns = ({
    rest: _rest,
    date_format: _order,
    decimal: _mark,
    sign: _sign,
    ...one
  }: ColumnMapping) => JSON.stringify(one);
  if (columns(before) !== columns(after)) answered.push("columns");
  return answered;
}
