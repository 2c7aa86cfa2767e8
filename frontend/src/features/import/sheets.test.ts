import { expect, test } from "vitest";
import type { ImportResult, Preview } from "@/api/types";
import { change, currentOf, EMPTY_DESK, keep, lay, open, takeOff } from "./sheets";

const file = (key: string) => ({ key, filename: `${key}.csv`, size: 10 });
const preview = { account: { id: 1, name: "Everyday" } } as Preview;

test("the first file is shown, others wait beside it, and the next comes forward", () => {
  const desk = lay(lay(EMPTY_DESK, file("a")), file("b"));
  expect(currentOf(desk)?.key).toBe("a");
  expect(currentOf(takeOff(desk, "a"))?.key).toBe("b");
  expect(takeOff(takeOff(desk, "a"), "b").current).toBeNull();
});

test("a new preview has new lines, so what was kept before is asked again", () => {
  const first = keep(open(lay(EMPTY_DESK, file("a")), "a", preview), "a", 3, 3840);
  expect(currentOf(first)?.kept.size).toBe(1);
  const second = open(first, "a", preview);
  expect(currentOf(second)).toMatchObject({ revision: 2, isAsking: false });
  expect(currentOf(second)?.kept.size).toBe(0);
});

test("a file that is through makes way for the next one that comes", () => {
  const through = change(lay(EMPTY_DESK, file("a")), "a", () => ({
    stage: { name: "done", result: {} as ImportResult },
  }));
  expect(currentOf(lay(through, file("b")))?.key).toBe("b");
});
