import { expect, test } from "vitest";
import type { ModelQuality } from "@/api/types";
import { cutOffWords, formatShare, shareAccepted, shareTouched } from "./record";

const QUALITY = {
  judged: 153, right: 140, cut_off: 0.965, above: 92, above_right: 91, bands: [], cut_offs: [], seconds: 0.4,
} satisfies ModelQuality; // biome-ignore format: one line says it all

test("a share is of what somebody judged, and unknown when nobody did", () => {
  const tier = { tier: "brand", decided: 5, accepted: 3, overruled: 1, waiting: 9 };
  expect(shareAccepted(tier)).toBe(0.75);
  expect(shareAccepted({ ...tier, accepted: 0, overruled: 0 })).toBeNull();
});

test("transactions that wait count neither as touched nor as filed", () => {
  expect(shareTouched({ month: "2026-05", touched: 1, automatic: 3, waiting: 10 })).toBe(0.25);
  expect(shareTouched({ month: "2026-05", touched: 0, automatic: 0, waiting: 10 })).toBeNull();
});

test("a share has one decimal and a missing one a dash", () => {
  expect(formatShare(0.98)).toBe("98.0%");
  expect(formatShare(null)).toBe("–");
});

test("the sentence about the cut-off says how many would have been wrong, or why there is none", () => {
  expect(cutOffWords(QUALITY)).toContain("filed 92 of 153 transactions without asking, 1 of them wrongly");
  expect(cutOffWords({ ...QUALITY, cut_off: null })).toMatch(/does not support/);
});
