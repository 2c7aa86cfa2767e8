import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { ShareBar, StackedBar } from "./bars";

test("a bar never leaves its place, and its tick stands where it is asked to", () => {
  const { container } = render(<ShareBar share={1.4} tick={0.25} />);
  expect(container.querySelector<HTMLElement>("span span")?.style.width).toBe("100%");
  expect(container.querySelector("i")?.style.left).toBe("25%");
});

test("nothing draws no bar", () => {
  const { container } = render(<ShareBar share={0} />);
  expect(container.querySelector("span span")).toBeNull();
});

test("a stack has a piece for each part that is there", () => {
  const { container } = render(
    <StackedBar
      parts={[
        { key: "a", size: 3, color: "red" },
        { key: "b", size: 0, color: "blue" },
        { key: "c", size: 1, color: "green" },
      ]}
    />,
  );
  expect([...container.querySelectorAll("span")].map((part) => part.style.flexGrow)).toEqual(["3", "1"]);
});
