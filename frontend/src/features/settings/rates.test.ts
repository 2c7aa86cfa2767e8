import { expect, test } from "vitest";
import { loadedWords } from "./rates";

test("a loaded file says what it brought and what it could not read", () => {
  const loaded = { added: 2, unchanged: 1, currencies: ["SEK", "USD"], problems: [] };
  expect(loadedWords(loaded)).toBe("2 rates of SEK, USD added, 1 already there.");
  const problems = ["Line 3: “0” is not a rate; it must be above 0."];
  expect(loadedWords({ added: 0, unchanged: 0, currencies: [], problems })).toBe(
    "No rates of your currencies in this file. 1 line not read. Line 3: “0” is not a rate; it must be above 0.",
  );
});
