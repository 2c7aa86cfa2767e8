import { expect, test } from "vitest";
import { layOutFlow, ribbon } from "./flow-layout";

test("both sides are as tall as the trunk, and nodes of one side do not touch", () => {
  const layout = layOutFlow(
    [{ key: "pay", value: 100 }],
    [
      { key: "kept", value: 40 },
      { key: "food", value: 60 },
      { key: "refund", value: -5 },
    ],
    110,
    10,
  );
  expect(layout.targets.map(({ key, height }) => [key, height])).toEqual([
    ["kept", 40],
    ["food", 60],
  ]);
  expect(layout.targets[1]?.top).toBe((layout.targets[0]?.top ?? 0) + 50);
  expect(layout.targets[1]?.trunkTop).toBe(layout.trunkTop + 40);
  expect(layout.trunkHeight).toBe(100);
});

test("nothing to draw is no failure", () => {
  expect(layOutFlow([], [], 100, 10)).toMatchObject({ sources: [], targets: [], trunkHeight: 0 });
});

test("a ribbon begins and ends at its edges", () => {
  expect(ribbon(0, 5, 10, 20, 3)).toBe("M0 5C5 5 5 20 10 20V23C5 23 5 8 0 8Z");
});
