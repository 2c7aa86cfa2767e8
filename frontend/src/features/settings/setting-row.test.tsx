import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { groupSettings, type Named } from "./model";
import { SettingRow } from "./parts/setting-row";

const setting = (more: Partial<Named> = {}): Named => ({
  key: "auto_confirm_threshold",
  value: "3",
  is_set: false,
  is_readable: true,
  source: "default",
  label: "Confirm by itself after",
  help: "How often.",
  group: "Review",
  is_secret: false,
  kind: "number",
  choices: [],
  ...more,
});

function show(one: Named) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SettingRow setting={one} />
    </QueryClientProvider>,
  );
}

afterEach(() => vi.unstubAllGlobals());

test("appearance, currency and review come before everything else", () => {
  const groups = groupSettings({
    a: setting({ group: "Sync" }),
    b: setting(),
    c: setting({ group: "Sync" }),
    d: setting({ group: "Appearance" }),
  });
  expect(groups.map((group) => [group.name, group.settings.map((one) => one.key)])).toEqual([
    ["Appearance", ["d"]],
    ["Review", ["b"]],
    ["Sync", ["a", "c"]],
  ]);
});

test("a value that is refused says so beside its field", async () => {
  const problem = {
    detail: "no",
    code: "bad_setting",
    errors: [{ field: "auto_confirm_threshold", message: "write a number." }],
  };
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(JSON.stringify(problem), { status: 422 })));
  show(setting());
  const field = screen.getByRole("textbox", { name: "Confirm by itself after" });
  await userEvent.clear(field);
  await userEvent.type(field, "900{Enter}");
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe("write a number."));
  expect(field.getAttribute("aria-invalid")).toBe("true");
});

test("a secret never stands in its field, and is cleared only after asking", async () => {
  const send = vi.fn().mockResolvedValue(new Response("{}", { status: 200 }));
  vi.stubGlobal("fetch", send);
  show(
    setting({
      key: "anthropic_api_key",
      label: "API key",
      is_secret: true,
      source: "database",
      is_set: true,
      value: "••••abcd",
      kind: "text",
    }),
  );
  const field = screen.getByLabelText("API key");
  expect(field.getAttribute("type")).toBe("password");
  expect((field as HTMLInputElement).value).toBe("");
  await userEvent.click(screen.getByRole("button", { name: /Clear ?API key/ }));
  expect(send).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(send.mock.calls[0]?.[1].body).toBe('{"settings":{"anthropic_api_key":""}}'));
});
