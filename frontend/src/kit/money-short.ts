/** Amounts where cents would only be noise: differences, axes. */
import { formatNet, minorDigits, splitCents } from "./money";

/** `$78` from 7814. Halves go away from zero. */
export function formatWhole(minor: number, currency: string): string {
  const unit = 10 ** minorDigits(currency);
  const whole = Math.sign(minor) * Math.round(Math.abs(minor) / unit) * unit;
  return minorDigits(currency) === 0 ? formatNet(whole, currency) : splitCents(whole, currency).whole;
}

/** `2k`, `1.5M`: for an axis, whose currency is shown elsewhere. */
export function formatAxis(minor: number, currency: string): string {
  const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
  return compact.format(minor / 10 ** minorDigits(currency)).toLowerCase();
}
