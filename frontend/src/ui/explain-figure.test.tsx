import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import type { Figure, FigureTerm } from "@/kit/figure";
import { ExplainFigure, FigureSourceProvider } from "./explain-figure";

const incomplete: Figure = {
  id: "net_worth",
  label: "Net worth",
  value: null,
  unit: "USD",
  as_of: "2026-11-21",
  period: null,
  terms: [
    {
      label: "Cash",
      value: 2131879,
      unit: null,
      operator: "add",
      transaction_ids: [],
      query: "account_id=3",
      figure_id: null,
      why: null,
      known_value: null,
    },
    {
      label: "Krona Savings",
      value: null,
      unit: null,
      operator: "add",
      transaction_ids: [],
      query: null,
      figure_id: null,
      why: "no exchange rate for SEK",
      known_value: null,
    },
  ],
  excluded: [{ reason: "Hidden accounts", count: 2, value_minor: 5000 }],
  completeness: {
    complete_through: null,
    missing: [{ what: "Krona Savings", why: "no exchange rate for SEK" }],
  },
  known_value: 2131879,
};

test("the equals sign opens the terms of the figure that has the focus", async () => {
  render(
    <MemoryRouter>
      <ExplainFigure figure={incomplete} />
    </MemoryRouter>,
  );
  screen.getByRole("button", { name: "Net worth, No value, $21,318.79 of what is known, explain" }).focus();
  await userEvent.keyboard("=");
  const panel = screen.getByRole("dialog", { name: "Net worth explained" });
  expect(panel.textContent).toContain("Known so far");
  expect(panel.textContent).toContain("Krona Savings: no exchange rate for SEK");
  expect(panel.textContent).toContain("Hidden accounts2$50.00");
  expect(screen.getByRole("link", { name: "Transactions of Cash" }).getAttribute("href")).toBe(
    "/data?account_id=3",
  );
});

test("a term that names a figure opens it, and one can go back", async () => {
  const cash = { ...incomplete, id: "cash", label: "Cash", value: 2131879, terms: [], known_value: null };
  const [term] = incomplete.terms;
  if (!term) throw new Error("the figure has terms");
  const whole = { ...incomplete, terms: [{ ...term, figure_id: "cash" }] };
  render(
    <MemoryRouter>
      <FigureSourceProvider value={async (id) => (id === "cash" ? cash : null)}>
        <ExplainFigure figure={whole} />
      </FigureSourceProvider>
    </MemoryRouter>,
  );
  await userEvent.click(screen.getByRole("button", { name: /^Net worth/ }));
  await userEvent.click(screen.getByRole("button", { name: "Cash" }));
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("Cash");
  await userEvent.click(screen.getByRole("button", { name: "Back to Net worth" }));
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("Net worth");
});

test("what changed since the last period stands below the terms", async () => {
  const term = { ...incomplete.terms[0], label: "Food", value: -5234 } as FigureTerm;
  const before = { as_of: "2026-10-21", value: 18420, changes: [term] };
  render(
    <MemoryRouter>
      <ExplainFigure figure={{ ...incomplete, value: 13186, known_value: null, before }} />
    </MemoryRouter>,
  );
  await userEvent.click(screen.getByRole("button", { name: /^Net worth/ }));
  const changes = screen.getByRole("table", { name: /^What changed Net worth since Oct 21/ });
  expect(changes.textContent).toContain("Food−$52.34");
  expect(changes.textContent).toContain("Less than on Oct 21");
});
