import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Delta } from "./delta";
import styles from "./delta.module.css";

const phrase = (minor: number, than: number) => {
  const { container } = render(<Delta minor={minor} than={than} currency="USD" />);
  const span = container.firstElementChild;
  return [span?.textContent, span?.classList.contains(styles.clearlyMore ?? "")];
};

test("less than one is as usual", () => {
  expect(phrase(10_050, 10_000)).toEqual(["as usual", false]);
});

test("more is amber only by more than a tenth and twenty", () => {
  expect(phrase(68_814, 61_000)).toEqual(["above usual by $78 · 13%", true]);
  expect(phrase(64_000, 61_000)).toEqual(["above usual by $30 · 5%", false]);
  expect(phrase(3_000, 1_500)).toEqual(["above usual by $15 · 100%", false]);
});

test("less is never a colour", () => {
  expect(phrase(10_000, 90_000)).toEqual(["below usual by $800 · 89%", false]);
});
