import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { FigureStrip } from "./figure-strip";

test("each figure stands with its name, its note and the operator that joins it to the one before", () => {
  render(
    <FigureStrip
      label="Kept this month"
      figures={[
        { label: "In", value: "$2,840.00", note: "2 payments" },
        { label: "Out", value: "$2,100.00", operator: "−" },
        { label: "Kept", value: "$740.00", operator: "=", isAnswer: true },
      ]}
    />,
  );
  const kept = screen.getByText("Kept").parentElement as HTMLElement;
  expect(within(kept).getByRole("definition").textContent).toBe("$740.00");
  expect(kept.textContent).toContain("=");
  expect(screen.getByText("2 payments")).toBeTruthy();
});
