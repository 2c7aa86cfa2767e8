/** Money as whole minor units, written and read in the user's way. Positive is money out. */

// ISO 4217: every code not named here has two digits. Intl is not asked, because it drops digits that people stopped using.
const DIGITS = new Map<string, number>([
  // The last ones, from BEF on, are of the past: old files hold them.
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF BEF ESP GRD ITL LUF PTE BYR MGF TPE TRL"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ..."CLF UYW".split(" ").map((code) => [code, 4] as const),
]);

const MINUS = "\u2212";
const formats = new Map<string, Intl.NumberFormat>();

export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** The size of an amount without a sign: `$1,234.50`. */
export function formatSize(minor: number, currency: string): string {
  return formatOf(currency).format(Math.abs(minor) / 10 ** minorDigits(currency));
}

/** A row's amount: out is plain, in has a plus. */
export function formatFlow(minor: number, currency: string): string {
  return minor < 0 ? `+${formatSize(minor, currency)}` : formatSize(minor, currency);
}

/** A result such as a net or a balance, where below zero must be seen. Here positive is good. */
export function formatNet(minor: number, currency: string): string {
  return minor < 0 ? MINUS + formatSize(minor, currency) : formatSize(minor, currency);
}

/** As formatNet, but with a plus above zero: for a net beside other nets. */
export function formatSignedNet(minor: number, currency: string): string {
  return minor > 0 ? `+${formatSize(minor, currency)}` : formatNet(minor, currency);
}

/** The big figure in two pieces, so that the cents can be drawn lighter. */
export function splitCents(minor: number, currency: string): { whole: string; cents: string } {
  const parts = formatOf(currency).formatToParts(Math.abs(minor) / 10 ** minorDigits(currency));
  const at = parts.findIndex((part) => part.type === "decimal");
  const text = (some: Intl.NumberFormatPart[]) => some.map((part) => part.value).join("");
  const sign = minor < 0 ? MINUS : "";
  if (at < 0) return { whole: sign + text(parts), cents: "" };
  return { whole: sign + text(parts.slice(0, at)), cents: text(parts.slice(at)) };
}

/** Reads what a person typed: `1,234.50`, `1.234,50`, `-12`, `$ 12`. Null when it is not an amount of this currency. */
export function parseAmount(typed: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const text = typed.replace(/[\s\u00a0\u202f']/g, "").replace(/[−–]/g, "-");
  const found = /^([+-]?)[^\d.,+-]{0,4}(\d[\d.,]*|[.,]\d+)[^\d.,]{0,4}$/.exec(text);
  if (!found) return null;
  const number = toPlainNumber(found[2] ?? "", digits);
  if (number === null) return null;
  const [whole = "0", fraction = ""] = number.split(".");
  if (fraction.length > digits) return null;
  const minor = Number((whole || "0") + fraction.padEnd(digits, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return found[1] === "-" ? -minor : minor;
}

/** An amount as one would type it into a field: no currency sign, no groups. */
export function toInput(minor: number, currency: string): string {
  return (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

function toPlainNumber(text: string, digits: number): string | null {
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) return text;
  const mark = text[last] ?? ".";
  const other = mark === "." ? "," : ".";
  const after = text.length - last - 1;
  const repeated = text.indexOf(mark) !== last;
  const groups = repeated || (!text.includes(other) && after === 3 && digits !== 3 && mark !== decimalMark());
  if (groups) {
    const pieces = text.split(mark);
    const isGrouped = !text.includes(other) && pieces.slice(1).every((piece) => piece.length === 3);
    return isGrouped ? pieces.join("") : null;
  }
  return `${text.slice(0, last).split(other).join("")}.${text.slice(last + 1)}`;
}

function decimalMark(): string {
  return new Intl.NumberFormat().formatToParts(1.5).find((part) => part.type === "decimal")?.value ?? ".";
}

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const digits = minorDigits(currency);
  const made = new Intl.NumberFormat(undefined, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(currency, made);
  return made;
}
