import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Transaction } from "@/api/types";
import { makeRow } from "@/testing/makers";
import { filedUnder, TransactionRow } from "./transaction-row";

function show(row: Transaction) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TransactionRow
        row={row}
        columns={["date", "merchant", "category", "decider"]}
        isCurrent
        isSelected={false}
        isPicking={false}
        action={null}
        acts={{ onSelect: vi.fn(), onPick: vi.fn(), onChoose: vi.fn() }}
      />
    </QueryClientProvider>,
  );
}

const predicted = {
  status: "pending_review",
  predicted_category_short_desc: "coffee",
  predicted_category_name: "Coffee",
  categorization_tier: "merchant_map",
  prediction_confidence: 0.63,
} as const;

test("a row that waits shows its prediction with who made it and how sure", () => {
  show(makeRow({ ...predicted, category_name: null }));
  expect(screen.getByRole("button", { name: /^Change category ?Coffee/ })).toBeTruthy();
  expect(screen.getByText("63%")).toBeTruthy();
});

test("a row without a prediction asks for a category", () => {
  show(makeRow({ status: "pending_review", predicted_category_name: null }));
  expect(screen.getByRole("button", { name: "Choose…" })).toBeTruthy();
});

test("what was staged counts, not what was predicted", () => {
  const row = makeRow({
    ...predicted,
    status: "pending_save",
    category_short_desc: "rent",
    category_name: "Rent",
  });
  expect(filedUnder(row)).toMatchObject({ shortDesc: "rent", name: "Rent" });
});

test("a settled category stands with its parent", () => {
  show(makeRow({ status: "confirmed", category_name: "Coffee", parent_category_name: "Food" }));
  expect(screen.getByRole("button", { name: /Change category ?Food ›\s?Coffee/ })).toBeTruthy();
});
