import { expect, it } from "vitest";
import type { Figure } from "@/kit/figure";
import { formatCost, readProse, takeEvents } from "./model";

const spent = { id: "spending.total", label: "Spent", value: 7500, unit: "USD" } as Figure;
const figures = new Map([[spent.id, spent]]);

it("puts figures where the text refers to them and marks what no figure says", () => {
  const [heading, line, item] = readProse(
    "## Summary\nYou spent **[[spending.total]]**, not [[?$50]].\n- [[made.up]]",
    figures,
  );
  expect(heading).toEqual({ kind: "heading", pieces: [{ kind: "text", text: "Summary" }] });
  expect(line?.pieces).toEqual([
    { kind: "text", text: "You spent " },
    { kind: "figure", figure: spent, number: 1 },
    { kind: "text", text: ", not " },
    { kind: "unsourced", text: "$50" },
    { kind: "text", text: "." },
  ]);
  expect(item).toEqual({ kind: "item", pieces: [{ kind: "unsourced", text: "made.up" }] });
});

it("does not show half a reference while the text still comes", () => {
  expect(readProse("You spent [[spend", figures)[0]?.pieces).toEqual([{ kind: "text", text: "You spent " }]);
});

it("takes whole events out of the stream", () => {
  const first = takeEvents('data: {"type":"text","content":"a"}\n\ndata: {"type":');
  expect(first.events).toEqual([{ type: "text", content: "a" }]);
  const second = takeEvents(`${first.rest}"error","content":"b"}\n\ndata: [DONE]\n\n`);
  expect(second).toEqual({ events: [{ type: "error", content: "b" }], rest: "", isDone: true });
});

it("says what an answer cost", () => {
  expect(formatCost(21400)).toBe("$0.0214");
  expect(formatCost(null)).toBe("price not known");
});
