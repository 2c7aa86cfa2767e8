import { expect, test } from "vitest";
import { makeCategory, makeChild } from "@/testing/makers";
import { findCategories, isNameTaken } from "./search";

const food = makeCategory({ display_name: "Food" });
const housing = makeCategory({ display_name: "Housing" });
const travel = makeCategory({ display_name: "Travel" });
const all = [
  food,
  makeChild(food, "Groceries"),
  makeChild(food, "Café"),
  housing,
  makeChild(housing, "Household"),
  makeChild(housing, "Rent"),
  travel,
  makeChild(travel, "Hotels"),
  makeChild(travel, "Old flights", { is_archived: true }),
];

const names = (typed: string) =>
  findCategories(all, typed).map((group) => [
    group.parent.display_name,
    group.children.map((child) => child.category.display_name),
  ]);

test("without letters everything in use is there, in the user's order", () => {
  expect(names("")).toEqual([
    ["Food", ["Groceries", "Café"]],
    ["Housing", ["Household", "Rent"]],
    ["Travel", ["Hotels"]],
  ]);
});

test("a parent's name brings all its children, the best fit first", () => {
  expect(names("ho")).toEqual([
    ["Housing", ["Household", "Rent"]],
    ["Travel", ["Hotels"]],
  ]);
});

test("accents and case do not matter, and the letters found are marked", () => {
  const [group] = findCategories(all, "CAFE");
  expect(group?.children[0]?.category.display_name).toBe("Café");
  expect(group?.children[0]?.mark).toEqual([0, 4]);
});

test("a name is taken only under its own parent", () => {
  expect(isNameTaken(all, " groceries ", "food")).toBe(true);
  expect(isNameTaken(all, "groceries", "housing")).toBe(false);
});
