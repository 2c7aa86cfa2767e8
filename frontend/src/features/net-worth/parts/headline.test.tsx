import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { beforeEach, expect, test } from "vitest";
import type { NetWorth } from "@/api/types";
import { setToday } from "@/kit/dates";
import { Headline } from "./headline";

beforeEach(() => setToday("2026-11-21"));

function figure(label: string, value: number | null, more: object = {}) {
  return {
    id: label,
    label,
    value,
    unit: "USD",
    as_of: "2026-11-21",
    period: null,
    terms: [],
    excluded: [],
    completeness: { complete_through: null, missing: [] },
    known_value: null,
    ...more,
  };
}

function worth(more: object): NetWorth {
  return {
    as_of: "2026-11-21",
    currency: "USD",
    compared_on: "2025-11-21",
    total: figure("Net worth", 166_485_50),
    change: figure("Change", 28_448_29),
    change_percent: figure("Change in percent", null),
    groups: [
      { name: "cash", figure: figure("Cash and savings", 168_083_17), change_minor: 0 },
      { name: "cards", figure: figure("Cards", -1_597_67), change_minor: 0 },
    ],
    items: [],
    ...more,
  } as unknown as NetWorth;
}

const show = (shown: NetWorth) =>
  render(
    <MemoryRouter>
      <Headline worth={shown} />
    </MemoryRouter>,
  );

test("the terms above the total make it, debts with a minus before them", () => {
  show(worth({}));
  expect(screen.getByRole("button", { name: "Net worth, $166,485.50, explain" })).toBeTruthy();
  const rows = screen.getAllByRole("row").map((row) => row.textContent);
  expect(rows).toEqual(["Cash and savings$168,083.17", "−Cards$1,597.67", "=Net worth$166,485.50"]);
});

test("without a rate there is no total: the reason stands there, and a way to get one", () => {
  const missing = [{ what: "Cash and savings", why: "Porto Giro: no exchange rate from EUR to USD" }];
  const total = figure("Net worth", null, {
    known_value: 166_485_50,
    completeness: { complete_through: null, missing },
  });
  const items = [{ own_minor: 214_000, figure: figure("Porto Giro", null) }];
  show(worth({ total, items, change: figure("Change", null) }));
  expect(
    screen.getByRole("button", { name: "Net worth, No value, $166,485.50 of what is known, explain" }),
  ).toBeTruthy();
  expect(screen.getByText(/Porto Giro: no exchange rate from EUR to USD/)).toBeTruthy();
  expect(screen.getByRole("row", { name: /Known so far/ }).textContent).toContain("$166,485.50");
  expect(screen.getByRole("link", { name: "Get or enter exchange rates" })).toBeTruthy();
});
