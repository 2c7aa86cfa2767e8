import { expect, test } from "vitest";
import { mapItems } from "./paging";
import { type LoadedPages, missingFrom, spread } from "./windowed-pages";

const page = (ids: number[]) => ({ items: ids.map((id) => ({ id })), next_cursor: null, total: 10 });
const loaded: LoadedPages<ReturnType<typeof page>> = {
  pages: [page([0, 1, 2]), page([9]), page([6, 7, 8])],
  pageParams: [
    { begin: 0, length: 3, isOld: false },
    { begin: 9, length: 3, isOld: false },
    { begin: 6, length: 3, isOld: true },
  ],
};
const idsOf = (data: typeof loaded, total: number) =>
  spread<{ id: number }, ReturnType<typeof page>>(data, total).map((item) => item?.id);
const positions = (data: typeof loaded, total: number) =>
  Array.from(idsOf(data, total), (id) => id ?? "-").join("");

test("items stand at their positions in the whole list, with holes where nothing is loaded", () => {
  expect(positions(loaded, 10)).toBe("012---6789");
  expect(spread(undefined, 0)).toEqual([]);
});

test("what is not loaded, or was read before the list changed, is read when it comes into view", () => {
  expect(missingFrom(loaded.pageParams, 0, 9, 3)).toEqual([3, 6]);
  expect(missingFrom(loaded.pageParams, 1, 2, 3)).toEqual([]);
});

test("an item that leaves moves up what is behind it, and nothing is read again", () => {
  const left = mapItems(loaded, (item) => (item.id === 1 ? null : item));
  expect(left.pages.map(({ total }) => total)).toEqual([9, 9, 9]);
  expect(positions(left, 9)).toBe("02---6789");
  expect(missingFrom(left.pageParams, 0, 1, 3)).toEqual([]);
});

test("an item on an old and a fresh page leaves once", () => {
  const twice = {
    pages: [page([1, 2]), page([2, 3])],
    pageParams: [
      { begin: 0, length: 2, isOld: true },
      { begin: 1, length: 2, isOld: false },
    ],
  };
  expect(mapItems(twice, (item) => (item.id === 2 ? null : item)).pages[0]?.total).toBe(9);
});
