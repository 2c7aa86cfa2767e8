import { describe, expect, it } from "vitest";
import { actionsInOrder, assignRole, describeNew, type Mapping, roleOf, type Table } from "./model";

const mapping: Mapping = {
  header: ["Date", "Symbol", "Fee", "Tax"],
  kind: "activities",
  columns: { date: [0], ticker: [1], fees: [2] },
  date_order: "MDY",
  decimal: ".",
  sign: "unsigned",
  amount_is_net: null,
  actions: {},
};

describe("roles of columns", () => {
  it("gives a role to the column and takes it from the one that had it", () => {
    const changed = assignRole(mapping, 2, "ticker");
    expect(roleOf(changed, 2)).toBe("ticker");
    expect(roleOf(changed, 1)).toBe("ignore");
  });

  it("lets several columns be fees", () => {
    expect(assignRole(mapping, 3, "fees").columns.fees).toEqual([2, 3]);
  });

  it("ignores a column that has no role", () => {
    expect(assignRole(mapping, 0, "ignore").columns).not.toHaveProperty("date");
  });
});

it("shows the words without a meaning first", () => {
  const actions = [
    { text: "buy", meaning: "buy" as const },
    { text: "rebate", meaning: null },
  ];
  const table = { mapping, samples: [], is_known_layout: true, actions } satisfies Table;
  expect(actionsInOrder(table).map(({ text }) => text)).toEqual(["rebate", "buy"]);
});

it("adds up what the accounts of one file bring", () => {
  expect(describeNew([{ by_type: { buy: 2, dividend: 1 } }, { by_type: { buy: 1 } }])).toBe(
    "Buy 3, Dividend 1",
  );
});
