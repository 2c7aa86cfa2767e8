import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { DeletedAccount } from "@/api/types";
import { DeletedAccounts } from "./parts/deleted-accounts";

const account = (more: Partial<DeletedAccount>): DeletedAccount => ({
  id: 1,
  name: "Everyday",
  institution: null,
  mask: null,
  account_type: "checking",
  transaction_count: 2,
  deleted_at: "2026-11-20T09:00:00Z",
  ...more,
});

test("a deleted account says what would come back, and comes back", async () => {
  const restore = vi.fn();
  const old = account({ id: 7, name: "Old Card", institution: "Green Bank", mask: "1234" });
  render(<DeletedAccounts accounts={[account({}), old]} onRestore={restore} />);
  expect(screen.getByRole("region", { name: "Deleted accounts" }).textContent).toContain(
    "Green Bank · ··1234 · 2 transactions · deleted",
  );
  await userEvent.click(screen.getByRole("button", { name: /Restore ?Old Card/ }));
  expect(restore).toHaveBeenCalledExactlyOnceWith(old);
});

test("where none was deleted nothing is said about it", () => {
  expect(render(<DeletedAccounts accounts={[]} onRestore={vi.fn()} />).container.textContent).toBe("");
});
