import { expect, test } from "vitest";
import { type Done, last, push, without } from "./stack";

const accepted: Done = { changeIds: [1], words: "Accepted" };
const moved: Done = { changeIds: [2, 3], words: "Moved" };

test("the newest act is the first to be taken back", () => {
  const stack = push(push([], accepted), moved);
  expect(last(stack)).toBe(moved);
  expect(last(without(stack, moved))).toBe(accepted);
  expect(last([])).toBeNull();
});

test("the stack forgets what is very old", () => {
  let stack: readonly Done[] = [];
  for (let id = 0; id < 150; id += 1) stack = push(stack, { changeIds: [id], words: "" });
  expect(stack).toHaveLength(100);
  expect(stack[0]?.changeIds).toEqual([50]);
});
