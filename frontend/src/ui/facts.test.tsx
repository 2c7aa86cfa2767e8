import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Facts } from "./facts";
import { NoValue } from "./no-value";

test("a fact without a value is left out, zero is a value", () => {
  render(
    <Facts
      facts={[
        { name: "Shares", value: 0 },
        { name: "Code", value: null },
      ]}
    />,
  );
  expect(screen.getByText("Shares")).toBeTruthy();
  expect(screen.queryByText("Code")).toBeNull();
});

test("a figure that is not known says why", () => {
  render(<NoValue reason="no exchange rate for Nov 20" />);
  expect(screen.getByText(/No value/).textContent).toBe("No value no exchange rate for Nov 20");
});
