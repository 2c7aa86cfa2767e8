import { expect, test } from "vitest";
import { mapItems } from "./paging";
import { type LoadedPages, spread } from "./windowed-pages";

const page = (items: number[]) => ({ items, next_cursor: null, total: 10 });
const loaded: LoadedPages<ReturnType<typeof page>> = {
  pages: [page([0, 1, 2]), page([9]), page([6, 7, 8])],
  pageParams: [
    { index: 0, isOld: false },
    { index: 3, isOld: false },
    { index: 2, isOld: true },
  ],
};

test("items stand at their positions in the whole list, with holes where nothing is loaded", () => {
  expect(spread(loaded, 10, 3)).toEqual([0, 1, 2, undefined, undefined, undefined, 6, 7, 8, 9]);
  expect(spread(undefined, 0, 3)).toEqual([]);
});

test("an item that leaves makes the list shorter", () => {
  const left = mapItems({ ...loaded, pageParams: [] }, (item) => (item === 9 ? null : item));
  expect(left.pages.map(({ total }) => total)).toEqual([9, 9, 9]);
});
