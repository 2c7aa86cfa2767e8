// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { nameOf, type Shortcut, Shortcuts } from "./shortcuts";

let keys: Shortcuts;
beforeEach(() => {
  keys = new Shortcuts();
  document.body.innerHTML = "";
});

function press(key: string, options: KeyboardEventInit = {}, target: HTMLElement = document.body): boolean {
  let did = false;
  const listen = (event: KeyboardEvent) => {
    did = keys.press(event);
  };
  document.addEventListener("keydown", listen, { once: true });
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
  document.removeEventListener("keydown", listen);
  return did;
}

function add(name: string, ...list: Shortcut[]): () => void {
  return keys.add({ name, shortcuts: () => list });
}

function inside(html: string, selector: string): HTMLElement {
  document.body.innerHTML = html;
  return document.querySelector(selector) as HTMLElement;
}

test("a press has one name on every keyboard", () => {
  const event = (key: string, more = {}) => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...more,
  });
  expect(nameOf(event("J", { shiftKey: true }))).toBe("Shift+j");
  expect(nameOf(event("?", { shiftKey: true }))).toBe("?");
  expect(nameOf(event("k", { metaKey: true }))).toBe("Mod+k");
  expect(nameOf(event("Enter", { shiftKey: true }))).toBe("Shift+Enter");
  expect(nameOf(event(" "))).toBe("Space");
});

test("the newest scope answers first, and what is off does not answer", () => {
  const shell = vi.fn();
  const page = vi.fn();
  add("Anywhere", { keys: "u", label: "Undo", run: shell });
  const leave = add("Page", { keys: "u", label: "Other", run: page });
  press("u");
  leave();
  press("u");
  expect([page.mock.calls.length, shell.mock.calls.length]).toEqual([1, 1]);
  add("Page", { keys: "u", label: "Off", isOn: false, run: page });
  press("u");
  expect(shell).toHaveBeenCalledTimes(2);
});

test("g and a letter go to a page, but only when the letter comes soon", () => {
  const go = vi.fn();
  add("Go to", { keys: "g r", label: "Review", run: go });
  expect(press("g")).toBe(false);
  expect(press("r")).toBe(true);
  expect(press("r")).toBe(false);
  vi.useFakeTimers({ now: 0 });
  press("g");
  vi.setSystemTime(5000);
  expect(press("r")).toBe(false);
  vi.useRealTimers();
  expect(go).toHaveBeenCalledTimes(1);
});

test("typing is skipped, except by keys that say so", () => {
  const letter = vi.fn();
  const palette = vi.fn();
  add(
    "All",
    { keys: "j", label: "Next", run: letter },
    { keys: "Mod+k", label: "Find", whileTyping: true, run: palette },
  );
  const input = inside("<input>", "input");
  press("j", {}, input);
  press("k", { ctrlKey: true }, input);
  expect([letter.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
  press("j", {}, inside('<input type="checkbox">', "input"));
  expect(letter).toHaveBeenCalledTimes(1);
});

test("Enter presses the focused button, and keys in a dialog stay there", () => {
  const run = vi.fn();
  add("All", { keys: ["Enter", "j"], label: "Accept", run });
  press("Enter", {}, inside("<button>OK</button>", "button"));
  press("j", {}, inside('<div role="dialog"><p>text</p></div>', "p"));
  expect(run).not.toHaveBeenCalled();
  press("Enter");
  expect(run).toHaveBeenCalledTimes(1);
});

test("the overlay lists what works now, by scope", () => {
  add("Anywhere", { keys: "?", label: "Keys", run: vi.fn() });
  add(
    "Page",
    { keys: "c", label: "Category", run: vi.fn() },
    { keys: "s", label: "Split", isOn: false, run: vi.fn() },
  );
  expect(keys.list().map((scope) => [scope.name, scope.shortcuts.map((one) => one.label)])).toEqual([
    ["Page", ["Category"]],
    ["Anywhere", ["Keys"]],
  ]);
});
