import { expect, test } from "vitest";
import { barsOf, type CashFlow, nameOf, partsOf, stepped } from "./model";

const flow = (fields: Partial<CashFlow>): CashFlow =>
  ({ kind: "month", currency: "USD", periods: [], lines: [], left_out: [], ...fields }) as CashFlow;
const line = (side: "in" | "out", key: string, amount_minor: number) =>
  ({
    side,
    key,
    name: key,
    color: null,
    amount_minor,
    usual_minor: null,
    children: [],
  }) as CashFlow["lines"][0];

test("what is left of the income is kept; what is missing came from before", () => {
  const kept = partsOf(
    flow({ lines: [line("in", "pay", 100), line("out", "food", 30), line("out", "back", -5)] }),
  );
  expect(kept.targets.map(({ name, minor }) => [name, minor])).toEqual([
    ["Kept", 70],
    ["food", 30],
  ]);
  const short = partsOf(flow({ lines: [line("in", "pay", 20), line("out", "food", 30)] }));
  expect(short.sources.map(({ name, minor }) => [name, minor])).toEqual([
    ["pay", 20],
    ["From before", 10],
  ]);
});

test("a bar says in, out and kept", () => {
  const [bar] = barsOf(
    flow({
      periods: [
        {
          start: "2026-11-01",
          end: "2026-11-30",
          income_minor: 500,
          spent_minor: 200,
          kept_minor: 300,
          running_minor: 300,
        },
      ],
    }),
  );
  expect(bar?.sentence).toBe("Nov 2026: in $5.00, out $2.00, kept +$3.00");
});

test("periods are named by their month or their days, and can be stepped", () => {
  const weeks = { start: "2026-11-20", end: "2026-12-03" };
  expect(nameOf("two_weeks", weeks)).toContain("to");
  const periods = [{ ...weeks, income_minor: 0, spent_minor: 0, kept_minor: 0, running_minor: 0 }];
  expect(stepped(flow({ periods }), -1)).toBe("2026-11-19");
});
