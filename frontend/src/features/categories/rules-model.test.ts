import { expect, test } from "vitest";
import {
  actionsOf,
  describeActions,
  describeOverruled,
  describeTrouble,
  doesSomething,
  draftOf,
  inRuleOrder,
  isOftenOverruled,
  learnedOf,
  nameFor,
  type Rule,
  topOf,
} from "./rules-model";

const rule: Rule = {
  id: 1,
  name: "Flat",
  stage: 2,
  position: 1,
  is_enabled: true,
  search: "payee:marlow",
  category_short_desc: "household",
  category_name: "Household",
  category_color: null,
  payee: null,
  tags: ["flat", "home"],
  note: null,
  split: [],
  is_transfer: false,
  is_excluded: false,
  review: "ask",
  stop: true,
  hits: 0,
  last_matched_at: null,
  decided: 27,
  overruled: 3,
};

test("a rule survives the editor", () => {
  expect(actionsOf(draftOf(rule))).toEqual({
    category_short_desc: "household",
    tags: ["flat", "home"],
    payee: null,
    note: null,
    split: [],
    is_transfer: false,
    is_excluded: false,
    review: "ask",
    stop: true,
  });
});

test("a rule that does nothing is not saved", () => {
  expect(doesSomething(draftOf({ search: "kettle" }))).toBe(false);
  expect(doesSomething(draftOf({ tags: ["a"] }))).toBe(true);
});

test("a rule without a name is called by what it looks for", () => {
  expect(nameFor(draftOf({ search: " kettle amount:>5 " }))).toBe("kettle amount:>5");
});

test("what a rule does and how it fares is put into words", () => {
  expect(describeActions(rule)).toBe("tag flat, tag home, only suggests, stops");
  expect(describeOverruled(rule)).toBe("3 of 27, 11%");
  expect(describeOverruled({ decided: 5, overruled: 0 })).toBe("–");
  expect(isOftenOverruled({ decided: 4, overruled: 1 })).toBe(true);
  const health = { rule_id: 1, matched: 4, reached: 0, is_dead: false, is_shadowed: true, conflicts: [] };
  expect(describeTrouble(health, () => 9)).toBe("never reached");
  expect(describeTrouble({ ...health, conflicts: [{ rule_id: 2, count: 4 }] }, () => 9)).toBe(
    "never reached, 9 is first",
  );
  expect(describeTrouble(undefined, () => 9)).toBeNull();
});

test("amount rules and merchants stand beside the rules, the most used first", () => {
  const mapping = (id: number, merchant_pattern: string, hits: number, overruled = 0) => ({
    id,
    merchant_pattern,
    match: "exact" as const,
    category_id: 1,
    category_short_desc: "food",
    category_name: "Food",
    confidence: 3,
    is_seeded: false,
    hits,
    last_matched_at: null,
    overruled,
  });
  const all = learnedOf("merchants", [mapping(1, "kettle row", 2), mapping(2, "harbor cafe", 9, 3)], "USD");
  expect(topOf(all, "", 1)).toMatchObject({
    total: 2,
    shown: [{ pattern: "harbor cafe", about: "confirmed 3 times" }],
  });
  expect(topOf(all, "kettle", 5).shown).toHaveLength(1);
  const rules = [mapping(1, "a", 2), mapping(2, "b", 9, 3), mapping(3, "c", 0)];
  expect(inRuleOrder(rules, "overruled").map((rule) => rule.id)).toEqual([2, 1, 3]);
  expect(inRuleOrder(rules, "unused").map((rule) => rule.id)).toEqual([3]);
});
