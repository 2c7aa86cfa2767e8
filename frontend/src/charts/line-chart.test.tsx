import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { LineChart, segments } from "./line-chart";

const show = () =>
  render(
    <LineChart
      label="Balance"
      series={[{ look: "current", values: [100, 200, null] }]}
      currency="USD"
      axis={[]}
      describe={(at) => `Day ${at + 1}`}
      rest={1}
    />,
  );

test("a value that is missing leaves a gap in the line", () => {
  expect(segments([1, 2, null, 4, 5])).toEqual([
    [0, 1],
    [3, 4],
  ]);
});

test("the arrow keys go from position to position and stop at the ends", () => {
  show();
  const chart = screen.getByRole("slider", { name: "Balance" });
  expect(chart.getAttribute("aria-valuetext")).toBe("Day 2");
  fireEvent.keyDown(chart, { key: "ArrowRight" });
  fireEvent.keyDown(chart, { key: "ArrowRight" });
  expect(chart.getAttribute("aria-valuetext")).toBe("Day 3");
  fireEvent.keyDown(chart, { key: "Home" });
  expect(chart.getAttribute("aria-valuetext")).toBe("Day 1");
});
