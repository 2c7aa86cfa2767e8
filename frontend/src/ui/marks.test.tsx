import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Amount, Net } from "./amount";
import { ConfidenceBars, TierBadge } from "./marks";

test("an amount says in words and signs what its colour says", () => {
  render(
    <>
      <Amount minor={8412} currency="USD" />
      <Amount minor={-284000} currency="USD" />
      <Amount minor={-40000} currency="USD" isTransfer />
      <Net minor={-915609} currency="USD" />
    </>,
  );
  for (const text of ["$84.12", "+$2,840.00", "$400.00", "\u2212$9,156.09"])
    expect(screen.getByText(text)).toBeTruthy();
});

test("who decided is a word, and no guess is said", () => {
  const { rerender } = render(<TierBadge tier="merchant_map" />);
  expect(screen.getByText("Merchant")).toBeTruthy();
  rerender(<TierBadge tier="import" source="csv_import" />);
  expect(screen.getByText("File")).toBeTruthy();
  rerender(<TierBadge tier="import" source="plaid" />);
  expect(screen.getByText("Bank")).toBeTruthy();
  rerender(<TierBadge tier="unmatched" />);
  expect(screen.getByText("No suggestion")).toBeTruthy();
});

test("confidence is a number beside its bars", () => {
  const { container } = render(<ConfidenceBars share={0.63} />);
  expect(container.textContent).toBe("63%");
  expect(container.firstElementChild?.className).toContain("low");
});
