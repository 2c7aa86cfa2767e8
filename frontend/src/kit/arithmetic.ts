/** Amounts typed as a small sum: `12.50+3`, `(100-20)/3`. The result is rounded to whole minor units once, at the end. */
import { parseAmount } from "./money";

const TOKEN = /\s*([-+*/()×÷−]|[^-+*/()×÷−\s]+(?:\s+[^-+*/()×÷−\s]+)*)/g;

interface Value {
  /** Minor units if it is money, else a plain factor. */
  number: number;
  isMoney: boolean;
}

/** Whether there is something to work out. */
export function isArithmetic(typed: string): boolean {
  return /[^\s(=][\s)]*[-+*/×÷−]/.test(typed);
}

/** The amount in minor units, or null if it cannot be worked out. A leading `=` is passed over. */
export function evaluateAmount(typed: string, currency: string): number | null {
  const text = typed.trim().replace(/^=/, "").trim();
  if (!isArithmetic(text)) return parseAmount(text, currency);
  const tokens = [...text.matchAll(TOKEN)].map((match) => normal(match[1] ?? ""));
  if (tokens.join("").length !== text.replace(/\s*([-+*/()×÷−])\s*/g, "$1").length) return null;
  const reader = new Reader(tokens, currency);
  const found = reader.sum();
  if (!found || !reader.isAtEnd || !Number.isFinite(found.number)) return null;
  const minor = Math.round(found.number);
  return Number.isSafeInteger(minor) ? minor : null;
}

function normal(token: string): string {
  return { "×": "*", "÷": "/", "−": "-" }[token] ?? token;
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly currency: string,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  sum(): Value | null {
    let left = this.product();
    for (let sign = this.take("+", "-"); left && sign; sign = this.take("+", "-")) {
      const right = this.product();
      if (!right || !left.isMoney || !right.isMoney) return null;
      left = { number: left.number + (sign === "+" ? right.number : -right.number), isMoney: true };
    }
    return left;
  }

  private product(): Value | null {
    let left = this.unit();
    for (let sign = this.take("*", "/"); left && sign; sign = this.take("*", "/")) {
      const factor = this.factor();
      if (factor === null || (sign === "/" && factor === 0)) return null;
      left = { number: sign === "*" ? left.number * factor : left.number / factor, isMoney: true };
    }
    return left;
  }

  private unit(): Value | null {
    if (this.take("(")) {
      const inner = this.sum();
      return this.take(")") ? inner : null;
    }
    const isNegative = this.take("-") !== null;
    const minor = parseAmount(this.tokens[this.at++] ?? "", this.currency);
    return minor === null ? null : { number: isNegative ? -minor : minor, isMoney: true };
  }

  /** What one multiplies or divides by is a plain number, with a point or a comma. */
  private factor(): number | null {
    const token = (this.tokens[this.at++] ?? "").replace(",", ".");
    return /^(\d+\.?\d*|\.\d+)$/.test(token) ? Number(token) : null;
  }

  private take(...wanted: string[]): string | null {
    const token = this.tokens[this.at];
    if (token === undefined || !wanted.includes(token)) return null;
    this.at += 1;
    return token;
  }
}
