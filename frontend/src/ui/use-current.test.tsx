import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { shortcuts } from "@/kit/shortcuts";
import { useCurrent } from "./use-current";

const scrolled: string[] = [];

beforeEach(() => {
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    scrolled.push(this.getAttribute("data-row") ?? "");
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  scrolled.length = 0;
});

function Names({ names }: { names: string[] }) {
  const { current } = useCurrent(names);
  return names.map((name) => (
    <p key={name} data-row={name} aria-current={name === current}>
      {name}
    </p>
  ));
}

it("leaves a list that has just been loaded where it is, and follows the keys", () => {
  const shown = render(<Names names={[]} />);
  shown.rerender(<Names names={["Ada", "Ben"]} />);
  expect(shown.container.querySelector("[aria-current=true]")?.textContent).toBe("Ada");
  expect(scrolled).toEqual([]);
  act(() => void shortcuts.press(new KeyboardEvent("keydown", { key: "j" })));
  expect(scrolled).toEqual(["Ben"]);
});
