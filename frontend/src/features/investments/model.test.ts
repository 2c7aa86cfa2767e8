import { describe, expect, test } from "vitest";
import {
  activityDetail,
  axisOf,
  formatPrice,
  formatReturn,
  groupHoldings,
  type Holding,
  type Holdings,
  startOf,
  ticksAround,
  WITHOUT_VALUE,
} from "./model";
import { parseDecimal } from "./parts/form";

const holding = (fields: Partial<Holding>): Holding => ({
  key: "1-1",
  account_id: 1,
  account_name: "Brokerage",
  security_id: 1,
  ticker: "ADLR",
  name: "Alder Software",
  security_type: "equity",
  sector: null,
  price_currency: "USD",
  quantity: "38",
  cost_basis_minor: 534_710,
  cost_basis_per_unit: "140.71",
  current_price: "184.25",
  price_as_of: "2026-11-20",
  price_source: "manual",
  price_age_days: 1,
  is_price_behind: false,
  native_value_minor: 700_150,
  current_value_minor: 700_150,
  gain_loss_minor: 165_440,
  gain_loss_percent: "30.94",
  day_change_minor: -7_030,
  return_1y_percent: "7.40",
  weight_percent: "7.3",
  no_value_because: null,
  ...fields,
});

const answer = (...holdings: Holding[]) => ({ holdings, targets: [] }) as unknown as Holdings;

describe("groups of holdings", () => {
  test("a security in two accounts is one line with both sums", () => {
    const [group] = groupHoldings(
      answer(holding({}), holding({ account_id: 2, account_name: "Roth" })),
      "class",
    );
    expect(group?.rows).toHaveLength(1);
    expect(group?.rows[0]).toMatchObject({ quantity: 76, value: 1_400_300, gain: 330_880, accounts: 2 });
  });

  test("by account it is two lines", () => {
    const groups = groupHoldings(
      answer(holding({}), holding({ account_id: 2, account_name: "Roth" })),
      "account",
    );
    expect(groups.map(({ name }) => name)).toEqual(["Brokerage", "Roth"]);
  });

  test("what has no value stands at the end and adds nothing", () => {
    const none = holding({
      security_id: 2,
      name: "Pell Biotech",
      current_value_minor: null,
      gain_loss_minor: null,
      no_value_because: "No price is known.",
    });
    const groups = groupHoldings(answer(none, holding({})), "class");
    expect(groups.map(({ name, value }) => [name, value])).toEqual([
      ["Single stocks", 700_150],
      [WITHOUT_VALUE, 0],
    ]);
  });
});

describe("periods", () => {
  test.each([
    ["1m", "2026-11-20", "2026-10-20"],
    ["1m", "2026-03-31", "2026-02-28"],
    ["ytd", "2026-11-20", "2025-12-31"],
    ["1y", "2026-11-20", "2025-11-20"],
    ["all", "2026-11-20", null],
  ] as const)("%s before %s begins on %s", (period, today, start) => {
    expect(startOf(period, today)).toBe(start);
  });
});

describe("numbers", () => {
  test.each([
    ["1,204.318", "1204.318"],
    ["1204,5", "1204.5"],
    ["12", "12"],
    [".5", ".5"],
    ["-3", null],
    ["twelve", null],
  ])("%s is read as %s", (typed, read) => {
    expect(parseDecimal(typed)).toBe(read);
  });

  test("a price has at least the digits of its currency", () => {
    expect(formatPrice("184.2", "USD")).toBe("$184.20");
    expect(formatPrice("0.123456", "USD")).toBe("$0.123456");
  });

  test("a return says its sign, and none is a dash", () => {
    expect(["11.84", "-2.1", "0", null].map(formatReturn)).toEqual(["+11.8%", "−2.1%", "0.0%", "–"]);
  });

  test("the ticks of a price line need not begin at zero", () => {
    expect(ticksAround([131, 208])).toEqual([100, 150, 200, 250]);
  });

  test("an axis names no day twice", () => {
    const days = ["2026-01-05", "2026-01-20", "2026-02-03"];
    expect(axisOf(days, (day) => day.slice(0, 7), 6).map(({ text }) => text)).toEqual(["2026-01", "2026-02"]);
  });

  test("a split says its ratio", () => {
    const split = { type: "split", quantity: "2", price: "1", price_currency: "USD", notes: null };
    expect(activityDetail(split as Parameters<typeof activityDetail>[0])).toBe("2 for 1, cost unchanged");
  });
});
