// What a browser has and the test document lacks.
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { setToday } from "@/kit/dates";

afterEach(cleanup);

setToday("2026-11-21");

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver ??= NoResize;
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList;
