/** The calculators: their fields, the requests they become, and their answers in lines. */
import type { components } from "@/api/schema.gen";
import { formatNet, parseAmount } from "@/kit/money";
import { count } from "@/kit/words";

type Schemas = components["schemas"];
export type Kind = "money" | "percent" | "number" | "amounts";

export interface FieldSpec {
  name: string;
  label: string;
  kind: Kind;
  start: string;
  help?: string;
}

export interface Line {
  label: string;
  value: string;
}

export interface Answer {
  lines: readonly Line[];
  table?: { head: readonly string[]; rows: readonly (readonly string[])[] };
}

export interface Calculator {
  id: string;
  title: string;
  about: string;
  path: string;
  fields: readonly FieldSpec[];
  body: (values: Values) => object;
  answer: (data: never, currency: string) => Answer;
}

/** What was typed: money in minor units, lists of it, whole numbers, and decimals as text. */
export type Values = Record<string, number | string | readonly number[]>;

export const CALCULATORS: readonly Calculator[] = [
  {
    id: "emergency_fund",
    title: "Emergency fund",
    about: "How many months savings last, and when they hold as many as you want.",
    path: "/api/calculators/emergency-fund",
    fields: [
      { name: "saved_minor", label: "Set aside", kind: "money", start: "4000" },
      { name: "monthly_cost_minor", label: "A month costs", kind: "money", start: "2500" },
      { name: "months", label: "Months it should last", kind: "percent", start: "6" },
      { name: "monthly_minor", label: "Put aside a month", kind: "money", start: "300" },
    ],
    body: (values) => values,
    answer: (data: Schemas["EmergencyFundOut"], currency) => ({
      lines: [
        { label: "Lasts", value: `${data.covers_months} months` },
        { label: "Needed", value: formatNet(data.target_minor, currency) },
        { label: "Missing", value: formatNet(data.missing_minor, currency) },
        { label: "Full in", value: monthsWords(data.full_in_months) },
      ],
    }),
  },
  {
    id: "debt_payoff",
    title: "Debts: avalanche and snowball",
    about:
      "How soon up to three debts are gone with one amount a month, in both orders. Leave out what you do not need.",
    path: "/api/calculators/debt-payoff",
    fields: [
      ...debtFields(1, "3000", "24", "90"),
      ...debtFields(2, "1000", "18", "35"),
      ...debtFields(3, "", "", ""),
      { name: "extra_minor", label: "Beyond the minimums a month", kind: "money", start: "100" },
    ],
    body: (values) => ({
      debts: [1, 2, 3]
        .filter((at) => values[`owed${at}`] !== "")
        .map((at) => ({
          name: `Debt ${at}`,
          owed_minor: values[`owed${at}`],
          rate_percent: values[`rate${at}`],
          minimum_minor: values[`minimum${at}`],
        })),
      extra_minor: values.extra_minor,
    }),
    answer: (data: readonly Schemas["CourseOut"][], currency) => ({
      lines: [],
      table: {
        head: ["Plan", "Takes", "Interest", "Order"],
        rows: data.map(({ strategy, months, interest_minor, order }) => [
          STRATEGY_WORDS[strategy] ?? strategy,
          monthsWords(months),
          interest_minor === null ? "no value" : formatNet(interest_minor, currency),
          order.join(", "),
        ]),
      },
    }),
  },
  {
    id: "loan",
    title: "Loan",
    about: "The level payment of a loan, its interest, and what is owed at the end of each year.",
    path: "/api/calculators/loan",
    fields: [
      { name: "principal_minor", label: "Borrowed", kind: "money", start: "20000" },
      { name: "rate_percent", label: "Rate a year, %", kind: "percent", start: "7.5" },
      { name: "months", label: "Months", kind: "number", start: "60" },
    ],
    body: (values) => values,
    answer: (data: Schemas["LoanCostOut"], currency) => ({
      lines: [
        { label: "Payment a month", value: formatNet(data.payment_minor, currency) },
        { label: "Interest in all", value: formatNet(data.interest_minor, currency) },
      ],
      table: {
        head: ["Year", "Paid", "Interest", "Owed at its end"],
        rows: data.years.map((each) => [
          String(each.year),
          formatNet(each.paid_minor, currency),
          formatNet(each.interest_minor, currency),
          formatNet(each.balance_minor, currency),
        ]),
      },
    }),
  },
  {
    id: "savings",
    title: "Saving",
    about: "What an amount a month adds up to, with interest of a twelfth of the rate each month.",
    path: "/api/calculators/savings",
    fields: [
      { name: "start_minor", label: "There already", kind: "money", start: "1000" },
      { name: "monthly_minor", label: "Put aside a month", kind: "money", start: "200" },
      { name: "rate_percent", label: "Rate a year, %", kind: "percent", start: "3" },
      { name: "years", label: "Years", kind: "number", start: "10" },
    ],
    body: (values) => values,
    answer: (data: readonly Schemas["SavedYearOut"][], currency) => {
      const last = data[data.length - 1];
      return {
        lines: last
          ? [
              { label: "Paid in", value: formatNet(last.paid_minor, currency) },
              { label: "Interest", value: formatNet(last.value_minor - last.paid_minor, currency) },
              { label: "Together", value: formatNet(last.value_minor, currency) },
            ]
          : [],
        table: {
          head: ["Year", "Paid in", "Value"],
          rows: data.map((each) => [
            String(each.year),
            formatNet(each.paid_minor, currency),
            formatNet(each.value_minor, currency),
          ]),
        },
      };
    },
  },
  {
    id: "retirement",
    title: "Retirement",
    about: "A thousand courses with random years. Returns after inflation give amounts in today’s money.",
    path: "/api/calculators/retirement",
    fields: [
      { name: "start_minor", label: "There already", kind: "money", start: "50000" },
      { name: "monthly_minor", label: "Put aside a month", kind: "money", start: "600" },
      { name: "years_to_retirement", label: "Years until retirement", kind: "number", start: "25" },
      { name: "monthly_spending_minor", label: "Taken out a month after it", kind: "money", start: "2000" },
      { name: "years_in_retirement", label: "Years it should last", kind: "number", start: "25" },
      { name: "return_percent", label: "Return a year, %", kind: "percent", start: "4" },
      { name: "volatility_percent", label: "Usual distance from it, %", kind: "percent", start: "12" },
    ],
    body: (values) => values,
    answer: (data: Schemas["RetirementOut"], currency) => ({
      lines: [
        {
          label: "The money lasts in",
          value: `${Math.floor(Number(data.success_share) * 100)} of 100 courses`,
        },
        { label: "At retirement, the middle", value: formatNet(data.at_retirement.median_minor, currency) },
        {
          label: "Eight of ten lie between",
          value: `${formatNet(data.at_retirement.low_minor, currency)} and ${formatNet(data.at_retirement.high_minor, currency)}`,
        },
      ],
      table: {
        head: ["Year", "Low", "Middle", "High"],
        rows: data.years
          .filter(({ year }) => year % 5 === 0 || year === data.years.length - 1)
          .map((each) => [
            String(each.year),
            ...[each.low_minor, each.median_minor, each.high_minor].map((minor) =>
              formatNet(minor, currency),
            ),
          ]),
      },
    }),
  },
  {
    id: "present_value",
    title: "Payments at different times",
    about: "The value of several payments today (NPV), and the rate at which it is zero (IRR).",
    path: "/api/calculators/time-value",
    fields: [
      {
        name: "amounts_minor",
        label: "Payments, the first one now, one a year",
        kind: "amounts",
        start: "-1000; 300; 400; 500",
        help: "Between semicolons. What you pay is negative.",
      },
      { name: "rate_percent", label: "Rate a year, %", kind: "percent", start: "5" },
    ],
    body: (values) => values,
    answer: (data: Schemas["TimeValueOut"], currency) => ({
      lines: [
        { label: "Value today", value: formatNet(data.value_minor, currency) },
        {
          label: "Internal rate of return",
          value: data.rate_percent === null ? `no value: ${data.why}` : `${data.rate_percent} % a year`,
        },
      ],
    }),
  },
  {
    id: "payment",
    title: "Level payment",
    about: "The payment a month that turns one amount into another (PMT). What you pay is negative.",
    path: "/api/calculators/payment",
    fields: [
      { name: "rate_percent", label: "Rate a month, %", kind: "percent", start: "0.5" },
      { name: "periods", label: "Months", kind: "number", start: "216" },
      { name: "present_minor", label: "Now", kind: "money", start: "0" },
      { name: "future_minor", label: "At the end", kind: "money", start: "50000" },
    ],
    body: (values) => values,
    answer: (data: Schemas["PaymentOut"], currency) => ({
      lines: [{ label: "Payment a month", value: formatNet(data.payment_minor, currency) }],
    }),
  },
];

const STRATEGY_WORDS: Record<string, string> = {
  avalanche: "Avalanche, highest rate first",
  snowball: "Snowball, smallest debt first",
  minimum: "Minimum payments alone",
};

function debtFields(at: number, owed: string, rate: string, minimum: string): readonly FieldSpec[] {
  return [
    { name: `owed${at}`, label: `Debt ${at}: owed`, kind: "money", start: owed },
    { name: `rate${at}`, label: `Debt ${at}: rate a year, %`, kind: "percent", start: rate },
    { name: `minimum${at}`, label: `Debt ${at}: minimum a month`, kind: "money", start: minimum },
  ];
}

/** What was typed as values of a request, or the fields that cannot be read. An empty field stays empty. */
export function readFields(
  fields: readonly FieldSpec[],
  typed: Readonly<Record<string, string>>,
  currency: string,
): { values: Values; errors: Record<string, string> } {
  const values: Values = {};
  const errors: Record<string, string> = {};
  for (const { name, kind } of fields) {
    const text = (typed[name] ?? "").trim();
    const value = text === "" ? "" : readers[kind](text, currency);
    if (value === null) errors[name] = ERRORS[kind];
    else values[name] = value;
  }
  return { values, errors };
}

const ERRORS: Record<Kind, string> = {
  money: "Enter an amount, for example 250.00.",
  percent: "Enter a number, for example 7.5.",
  number: "Enter a whole number.",
  amounts: "Enter amounts between semicolons, for example -1000; 300.",
};

const readers: Record<Kind, (text: string, currency: string) => number | string | readonly number[] | null> =
  {
    money: parseAmount,
    percent: (text) => (/^-?\d+([.,]\d+)?$/.test(text) ? text.replace(",", ".") : null),
    number: (text) => (/^\d{1,4}$/.test(text) ? Number(text) : null),
    amounts: (text, currency) => {
      const amounts = text.split(";").map((each) => parseAmount(each, currency));
      return amounts.some((each) => each === null) ? null : (amounts as number[]);
    },
  };

function monthsWords(months: number | null): string {
  if (months === null) return "never";
  if (months < 24) return count(months, "month");
  const rest = months % 12;
  return `${Math.floor(months / 12)} years${rest ? ` and ${count(rest, "month")}` : ""}`;
}
