import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { makeCategory, makeChild } from "@/testing/makers";
import { CategoryPicker } from "./category-picker";

const food = makeCategory({ display_name: "Food" });
const housing = makeCategory({ display_name: "Housing" });
const all = [
  food,
  makeChild(food, "Groceries"),
  housing,
  makeChild(housing, "Household"),
  makeChild(housing, "Rent", { is_recurring: true }),
];

function show(categories: typeof all | null = all) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  if (categories) client.setQueryData(["categories"], categories);
  const onChoose = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <CategoryPicker
        isOpen
        onOpenChange={vi.fn()}
        onChoose={onChoose}
        anchor={<button type="button">Category</button>}
      />
    </QueryClientProvider>,
  );
  return { client, onChoose, user: userEvent.setup() };
}

test("a few letters and Enter choose a category", async () => {
  const { onChoose, user } = show();
  await user.type(screen.getByRole("combobox"), "househ");
  await user.keyboard("{Enter}");
  expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ display_name: "Household" }));
});

test("a recurring category says so", () => {
  show();
  expect(screen.getByRole("option", { name: /Rent.*recurring/ })).toBeTruthy();
});

test("a name that is not there can be made on the spot", async () => {
  const { user } = show();
  await user.type(screen.getByRole("combobox"), "Zoo");
  await user.click(screen.getByRole("option", { name: "New category “Zoo”" }));
  expect((screen.getByRole("textbox", { name: "Name" }) as HTMLInputElement).value).toBe("Zoo");
});

test("Enter chooses the first category, also when the categories arrive after the picker opened", async () => {
  const { client, onChoose, user } = show(null);
  act(() => void client.setQueryData(["categories"], all));
  await screen.findByRole("option", { name: /Food/ });
  await user.keyboard("{Enter}");
  expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ display_name: "Food" }));
});
