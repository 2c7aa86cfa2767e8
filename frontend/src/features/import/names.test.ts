import { expect, test } from "vitest";
import { makePreview } from "@/testing/makers";
import { proposeAccount, shortLabel } from "./names";

test("a whole account number is shortened to its last four digits", () => {
  expect(shortLabel("Checking 00000001234")).toBe("Checking ··1234");
  expect(shortLabel("Giro DE89370400440532013000")).toBe("Giro ··3000");
  expect(shortLabel("NL50RABO0123456789 EUR")).toBe("Account ··6789 EUR");
  expect(shortLabel("Card")).toBe("Card");
});

test("a new account is named by the file's own name for it, else by bank and kind", () => {
  const propose = (some: object) => proposeAccount(makePreview(some), "USD");
  const ofx = {
    format: "ofx",
    part: "1/00000001234/CHECKING",
    part_label: "Checking 00000001234",
    account_hint: "00000001234",
    account_type_hint: "savings",
    institution_hint: "First Bank",
    currency: "EUR",
  };
  expect(propose(ofx)).toEqual({
    name: "First Bank Checking",
    account_type: "savings",
    currency: "EUR",
    institution: "First Bank",
    mask: "1234",
  });
  expect(propose({ ...ofx, name_hint: "Household" })?.name).toBe("Household");
  expect(propose({ ...ofx, institution_hint: null })?.name).toBe("Checking");
  expect(propose({ format: "qif", part: "Giro", part_label: "Giro" })?.name).toBe("Giro");
  expect(propose({ layout: "Chase card" })?.name).toBe("Chase card");
  const iban = {
    format: "mt940",
    part: "1",
    part_label: "NL50RABO0123456789 EUR",
    account_hint: "NL50RABO0123456789",
  };
  expect(propose(iban)).toMatchObject({ name: "Account", mask: "6789" });
  const ing = { layout: "ING Nederland", account_hint: "NL00INGB0000000001", account_type_hint: "checking" };
  expect(propose(ing)?.name).toBe("ING Nederland Checking");
});

test("a file that says nothing of its account proposes none", () => {
  expect(proposeAccount(makePreview(), "USD")).toBeNull();
  expect(proposeAccount(makePreview({ format: "qif", layout: "QIF", part_label: "Bank" }), "USD")).toBeNull();
});
