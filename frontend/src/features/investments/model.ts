/** What the pages of investments compute from what the backend sends. */
import type { components } from "@/api/schema.gen";
import { addDays, addMonths } from "@/kit/dates";
import { formatSize, minorDigits } from "@/kit/money";

type Schemas = components["schemas"];
export type Account = Schemas["InvestmentAccountOut"];
export type Activity = Schemas["ActivityOut"];
export type Allocation = Schemas["InvestmentAllocation"];
export type Dividends = Schemas["Dividends"];
export type Holding = Schemas["HoldingOut"];
export type Holdings = Schemas["Holdings"];
export type LotBook = Schemas["LotBookOut"];
export type Performance = Schemas["Performance"];
export type Portfolio = Schemas["PortfolioOut"];
export type PriceHistory = Schemas["PriceHistory"];
export type Rebalance = Schemas["Rebalance"];
export type SalePreview = Schemas["SalePreview"];
export type Security = Schemas["SecurityOut"];
export type SecurityPage = Schemas["SecurityPage"];
export type Summary = Schemas["InvestmentSummary"];
export type Target = Schemas["TargetOut"];

export const PERIODS = ["1m", "3m", "ytd", "1y", "3y", "all"] as const;
export type Period = (typeof PERIODS)[number];
export const PERIOD_NAMES: Record<Period, string> = {
  "1m": "1 m",
  "3m": "3 m",
  ytd: "This year",
  "1y": "1 y",
  "3y": "3 y",
  all: "All",
};

/** The evening at which a period begins; null for the beginning of everything. */
export function startOf(period: Period, today: string): string | null {
  const year = Number(today.slice(0, 4));
  if (period === "all") return null;
  if (period === "ytd") return `${year - 1}-12-31`;
  const months = { "1m": 1, "3m": 3, "1y": 12, "3y": 36 }[period];
  const month = addMonths(today.slice(0, 7), -months);
  const start = `${month}-${today.slice(8)}`;
  // A month may end before this day.
  return addDays(start, 0).slice(0, 7) === month ? start : addDays(`${addMonths(month, 1)}-01`, -1);
}

export const WAYS = ["class", "account", "currency", "none"] as const;
export type Way = (typeof WAYS)[number];
export const WAY_NAMES: Record<Way, string> = {
  class: "Class",
  account: "Account",
  currency: "Currency",
  none: "None",
};

const TYPE_NAMES: Record<Holding["security_type"], string> = {
  equity: "Single stocks",
  etf: "Exchange-traded funds",
  mutual_fund: "Mutual funds",
  fixed_income: "Bonds",
  cash: "Cash",
  cryptocurrency: "Cryptocurrency",
  derivative: "Derivatives",
  other: "Other",
};
export const SECURITY_TYPES = Object.keys(TYPE_NAMES) as Holding["security_type"][];

export function typeName(type: Holding["security_type"]): string {
  return TYPE_NAMES[type];
}

/** One line of the holdings: a security in one or several accounts. */
export interface Row {
  key: string;
  securityId: number | null;
  name: string;
  ticker: string | null;
  type: Holding["security_type"];
  accounts: number;
  quantity: number | null;
  price: string | null;
  priceCurrency: string;
  priceAsOf: string | null;
  isPriceBehind: boolean;
  value: number | null;
  cost: number | null;
  gain: number | null;
  dayChange: number | null;
  yearReturn: string | null;
  weight: number;
  target: Target | null;
  noValueBecause: string | null;
}

export interface Group {
  name: string;
  rows: Row[];
  value: number;
  gain: number | null;
  dayChange: number | null;
  weight: number;
  target: Target | null;
}

/** The holdings in groups, the largest first; what has no value stands in a group of its own at the end. */
export function groupHoldings({ holdings, targets }: Holdings, way: Way): Group[] {
  const byGroup = new Map<string, Map<string, Holding[]>>();
  for (const holding of holdings) {
    const name = holding.no_value_because ? WITHOUT_VALUE : groupName(holding, way);
    const key = holding.security_id === null ? "cash" : String(holding.security_id);
    const rows = byGroup.get(name) ?? new Map<string, Holding[]>();
    rows.set(key, [...(rows.get(key) ?? []), holding]);
    byGroup.set(name, rows);
  }
  const groups = [...byGroup].map(([name, rows]) => {
    const made = [...rows].map(([key, lines]) => toRow(`${name}-${key}`, lines, targets));
    const type = way === "class" ? made[0]?.type : undefined;
    return toGroup(name, made, targets.find((target) => target.security_type === type) ?? null);
  });
  return groups.sort((a, b) => rank(a) - rank(b) || b.value - a.value);
}

export const WITHOUT_VALUE = "Without a value";

function rank(group: Group): number {
  return group.name === WITHOUT_VALUE ? 1 : 0;
}

function groupName(holding: Holding, way: Way): string {
  if (way === "account") return holding.account_name;
  if (way === "currency") return holding.price_currency;
  return way === "class" ? TYPE_NAMES[holding.security_type] : "All";
}

function toRow(key: string, lines: readonly Holding[], targets: readonly Target[]): Row {
  const [first] = lines as [Holding, ...Holding[]];
  return {
    key,
    securityId: first.security_id,
    name: first.security_id === null ? "Cash" : first.name,
    ticker: first.ticker,
    type: first.security_type,
    accounts: new Set(lines.map((line) => line.account_id)).size,
    quantity: first.quantity === null ? null : lines.reduce((sum, line) => sum + Number(line.quantity), 0),
    price: first.current_price,
    priceCurrency: first.price_currency,
    priceAsOf: first.price_as_of,
    isPriceBehind: first.is_price_behind,
    value: addUp(lines.map((line) => line.current_value_minor)),
    cost: addUp(lines.map((line) => line.cost_basis_minor)),
    gain: addUp(lines.map((line) => line.gain_loss_minor)),
    dayChange: addUp(lines.map((line) => line.day_change_minor)),
    yearReturn: first.return_1y_percent,
    weight: lines.reduce((sum, line) => sum + Number(line.weight_percent), 0),
    target:
      targets.find((target) => target.security_id !== null && target.security_id === first.security_id) ??
      null,
    noValueBecause: first.no_value_because,
  };
}

function toGroup(name: string, rows: Row[], target: Target | null): Group {
  const some = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length ? known.reduce((sum, value) => sum + value, 0) : null;
  };
  return {
    name,
    rows: rows.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)),
    value: some(rows.map((row) => row.value)) ?? 0,
    gain: some(rows.map((row) => row.gain)),
    dayChange: some(rows.map((row) => row.dayChange)),
    weight: rows.reduce((sum, row) => sum + row.weight, 0),
    target,
  };
}

/** The sum, or null if a part is not known. */
export function addUp(values: readonly (number | null)[]): number | null {
  return values.some((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

const ACTIVITY_NAMES: Record<Activity["type"], string> = {
  buy: "Buy",
  sell: "Sell",
  dividend: "Dividend",
  interest: "Interest",
  capital_gain: "Distribution",
  return_of_capital: "Capital returned",
  reinvest: "Reinvested",
  fee: "Fee",
  deposit: "Paid in",
  withdrawal: "Paid out",
  transfer_in: "Transfer in",
  transfer_out: "Transfer out",
  spin_off: "Spin-off",
  split: "Split",
};
export const ACTIVITY_TYPES = (Object.keys(ACTIVITY_NAMES) as Activity["type"][]).filter(
  (type) => type !== "split",
);

export function activityName(type: Activity["type"]): string {
  return ACTIVITY_NAMES[type];
}

/** What an activity says beside the name of its security: "6 at $181.40". */
export function activityDetail(activity: Activity): string {
  const { type, quantity, price, price_currency: currency, notes } = activity;
  if (type === "split")
    return `${formatNumber(quantity ?? "0")} for ${formatNumber(price ?? "0")}, cost unchanged`;
  const shares = quantity && formatNumber(quantity);
  const at = shares && price && currency ? `${shares} at ${formatPrice(price, currency)}` : shares || "";
  return [at, notes].filter(Boolean).join(", ");
}

/** `1,204.318`: an exact decimal with as many digits as it has, at most eight. */
export function formatNumber(value: string | number, most = 8): string {
  return Number(value).toLocaleString(undefined, { maximumFractionDigits: most });
}

/** `$184.25`: a price with at least the digits of its currency. */
export function formatPrice(value: string | number, currency: string): string {
  const digits = minorDigits(currency);
  const decimals = (String(value).split(".")[1] ?? "").replace(/0+$/, "").length;
  if (decimals <= digits) return formatSize(Math.round(Number(value) * 10 ** digits), currency);
  return new Intl.NumberFormat(undefined, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.min(decimals, 6),
  }).format(Number(value));
}

/** `+11.8%`, `−2.1%`: a return in percent with one decimal. */
export function formatReturn(percent: string | number | null): string {
  if (percent === null) return "–";
  const number = Number(percent);
  const text = `${Math.abs(number).toFixed(1)}%`;
  return number > 0 ? `+${text}` : number < 0 ? `−${text}` : text;
}

/** `+2.3`, `−0.4`: points of weight. */
export function formatPoints(points: string | number): string {
  return formatReturn(points).replace("%", "");
}

/** Round steps that hold all values, not necessarily zero: for a line of prices. */
export function ticksAround(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low)) return [0, 1];
  const rough = Math.max((high - low) / 3, Math.abs(high) / 100, 1e-9);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * size >= rough) ?? 10) * size;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Some days of a series for its axis, evenly spread. */
export function axisOf(
  days: readonly string[],
  name: (day: string) => string,
  most: number,
): { at: number; text: string }[] {
  const count = Math.min(most, days.length);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => Math.round(((index + 0.5) / count) * (days.length - 1)))
    .map((at) => ({ at, text: name(days[at] ?? "") }))
    .filter(({ text }) => !taken.has(text) && taken.add(text));
}
