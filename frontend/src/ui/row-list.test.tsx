import { render, screen, within } from "@testing-library/react";
import { beforeAll, expect, test, vi } from "vitest";
import { Cell, HeadCell, type RowEntry, RowList } from "./row-list";

beforeAll(() => {
  // The test document has no layout; the list needs a height to know what is visible.
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(320);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800);
});

const entries: RowEntry<string>[] = [
  { kind: "group", key: "g", label: "Yesterday" },
  ...Array.from({ length: 5000 }, (_, at) => ({ kind: "row" as const, key: at, item: `Row ${at}` })),
];

function show(current: number) {
  render(
    <RowList
      id="rows"
      className=""
      label="Rows"
      entries={entries}
      rowHeight={32}
      columns={1}
      total={120_000}
      currentKey={current}
      isSelected={(key) => key === 1}
      head={<HeadCell>Name</HeadCell>}
      renderRow={(item) => <Cell>{item}</Cell>}
    />,
  );
  return screen.getByRole("grid", { name: "Rows" });
}

test("a long list tells its whole length but holds only what is seen", () => {
  const grid = show(0);
  expect(grid.getAttribute("aria-rowcount")).toBe("120002");
  const rows = within(grid).getAllByRole("row").length;
  expect(rows).toBeGreaterThan(10);
  expect(rows).toBeLessThan(40);
});

test("the grid names its active row, and selected rows say so", () => {
  const grid = show(0);
  expect(grid.getAttribute("aria-activedescendant")).toBe("rows-0");
  expect(within(grid).getByText("Row 1").closest("[role=row]")?.getAttribute("aria-selected")).toBe("true");
});
