import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { EditInPlace } from "./edit-in-place";

const show = (onKeep: (text: string) => string | null) =>
  render(
    <EditInPlace label="Name" value="Food" onKeep={onKeep}>
      Food
    </EditInPlace>,
  );

test("Enter keeps what was typed, and it is text again", async () => {
  const keep = vi.fn(() => null);
  show(keep);
  await userEvent.click(screen.getByRole("button", { name: /Name: ?Food/ }));
  await userEvent.keyboard("Meals{Enter}");
  expect(keep).toHaveBeenCalledExactlyOnceWith("Meals");
  expect(screen.getByRole("button", { name: /Name: ?Food/ })).toBeTruthy();
});

test("Escape keeps nothing", async () => {
  const keep = vi.fn(() => null);
  show(keep);
  await userEvent.click(screen.getByRole("button", { name: /Name: ?Food/ }));
  await userEvent.keyboard("Meals{Escape}");
  expect(keep).not.toHaveBeenCalled();
});

test("what cannot be kept stays open and says why", async () => {
  show(() => "There is one already.");
  await userEvent.click(screen.getByRole("button", { name: /Name: ?Food/ }));
  await userEvent.keyboard("Meals{Enter}");
  expect(screen.getByRole("alert").textContent).toBe("There is one already.");
  expect(screen.getByRole("textbox", { name: "Name" }).getAttribute("aria-invalid")).toBe("true");
});
