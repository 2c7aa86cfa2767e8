/** Files of brokers as the page shows them: names of roles, meanings and fates, and how a mapping is changed. */
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type Preview = Schemas["BrokerPreview"];
export type Part = Schemas["BrokerPart"];
export type Row = Schemas["BrokerRow"];
export type RowPage = Schemas["BrokerRowPage"];
export type Mapping = Schemas["BrokerMapping"];
export type Table = Schemas["BrokerTable"];
export type Target = Schemas["BrokerTargetBody"];
export type Done = Schemas["BrokerImportDone"];
export type PastImport = Schemas["BrokerImport"];
export type Fate = Row["fate"];
export type Meaning = NonNullable<Schemas["BrokerAction"]["meaning"]>;

export const FATES: Record<Fate, string> = {
  new: "New",
  repeated: "Already imported",
  unreadable: "Not read",
  left_out: "Left out",
};
export const FATE_ORDER: readonly Fate[] = ["new", "repeated", "unreadable", "left_out"];

const TYPES: Record<string, string> = {
  buy: "Buy",
  sell: "Sell",
  reinvest: "Reinvest",
  transfer_in: "Transfer in",
  transfer_out: "Transfer out",
  dividend: "Dividend",
  interest: "Interest",
  capital_gain: "Capital gain",
  return_of_capital: "Return of capital",
  fee: "Fee or tax",
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  split: "Split",
  holding: "Holding",
};

export function typeName(type: string | null): string {
  return type ? (TYPES[type] ?? type) : "";
}

export const MEANINGS: readonly { value: Meaning; label: string }[] = [
  { value: "buy", label: "Buy" },
  { value: "sell", label: "Sell" },
  { value: "trade", label: "Buy or sell, by its quantity" },
  { value: "reinvest", label: "Dividend reinvested in shares" },
  { value: "dividend", label: "Dividend" },
  { value: "interest", label: "Interest" },
  { value: "capital_gain", label: "Capital gain distribution" },
  { value: "return_of_capital", label: "Return of capital" },
  { value: "fee", label: "Fee" },
  { value: "tax", label: "Tax" },
  { value: "deposit", label: "Deposit" },
  { value: "withdrawal", label: "Withdrawal" },
  { value: "cash", label: "Deposit or withdrawal, by its sign" },
  { value: "transfer_in", label: "Shares transferred in" },
  { value: "transfer_out", label: "Shares transferred out" },
  { value: "transfer", label: "Transfer, by its sign" },
  { value: "split", label: "Split" },
  { value: "sweep", label: "Cash moved within the account" },
  { value: "spin_off", label: "Spin-off, shares at an unknown cost" },
  { value: "by_hand", label: "Merger or exchange, entered by hand" },
  { value: "nothing", label: "Leave out" },
];

export const ROLES = [
  { value: "ignore", label: "Ignore" },
  { value: "date", label: "Date" },
  { value: "action", label: "Action" },
  { value: "ticker", label: "Ticker" },
  { value: "isin", label: "ISIN" },
  { value: "name", label: "Name of security" },
  { value: "security_type", label: "Type of security" },
  { value: "quantity", label: "Quantity" },
  { value: "price", label: "Price" },
  { value: "price_currency", label: "Currency of price" },
  { value: "amount", label: "Amount" },
  { value: "currency", label: "Currency of amount" },
  { value: "fees", label: "Fees" },
  { value: "account", label: "Account" },
  { value: "notes", label: "Notes" },
  { value: "cost", label: "Cost" },
  { value: "value", label: "Market value" },
  { value: "security_amount", label: "Amount in price currency" },
] as const;
export type Role = (typeof ROLES)[number]["value"];

/** Of fees there may be several columns; every other role has one. */
const SEVERAL: ReadonlySet<string> = new Set(["fees"]);

export function roleOf(mapping: Mapping, column: number): Role {
  const found = Object.entries(mapping.columns).find(([, places]) => places.includes(column));
  return (found?.[0] as Role | undefined) ?? "ignore";
}

/** Gives a column a role; whichever column had it before is ignored. */
export function assignRole(mapping: Mapping, column: number, role: Role): Mapping {
  const columns: Record<string, number[]> = {};
  for (const [name, places] of Object.entries(mapping.columns)) {
    const rest = places.filter((place) => place !== column);
    if (rest.length && (name !== role || SEVERAL.has(name))) columns[name] = rest;
  }
  if (role !== "ignore") columns[role] = [...(columns[role] ?? []), column];
  return { ...mapping, columns };
}

/** Words of the file without a meaning first, then the others. */
export function actionsInOrder(table: Table): Table["actions"] {
  return [...table.actions].sort(
    (one, other) => Number(one.meaning !== null) - Number(other.meaning !== null),
  );
}

/** What these parts add together: "Buy 3, Dividend 1". */
export function describeNew(parts: readonly Pick<Part, "by_type">[]): string {
  const totals = new Map<string, number>();
  for (const { by_type } of parts)
    for (const [type, number] of Object.entries(by_type)) totals.set(type, (totals.get(type) ?? 0) + number);
  return [...totals].map(([type, number]) => `${typeName(type)} ${number}`).join(", ");
}

export function targetsFor(
  preview: Preview,
  chosen: Readonly<Record<string, Partial<Target>>>,
): Record<string, Target> {
  return Object.fromEntries(
    preview.parts.map((part) => [
      part.key,
      {
        account_id: part.account_id,
        name: null,
        account_type: "taxable" as const,
        tracks_cash: null,
        holdings_on: part.holdings_on,
        is_left_out: part.is_left_out,
        ...chosen[part.key],
      },
    ]),
  );
}
