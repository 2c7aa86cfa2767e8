/** How a sheet and what a file calls its account are written, and what a new account for it would be. */
import type { AccountType, Preview } from "@/api/types";
import { ACCOUNT_TYPES, accountTypeName } from "@/entities/accounts/names";
import { isTable } from "@/entities/files/kinds";
import type { NewAccount } from "./model";
import type { Sheet } from "./store";

// An account's number or IBAN, wherever it stands.
const NUMBERS = /\b(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d[\d -]{2,}\d)\b/g;
const SHORT_NUMBERS = /\s*··\w{1,4}/g;
const CURRENCY_ALONE = /^[A-Z]{3}$/;

/** "Checking ··1234" from "Checking 00000001234": a whole number says no more and should not be seen by chance. */
export function shortLabel(label: string): string {
  const short = label.trim().replace(NUMBERS, (number) => `··${number.replace(/\W/g, "").slice(-4)}`);
  return short.startsWith("··") ? `Account ${short}` : short;
}

/** What tells a sheet from the others of its file; null for a file of one account. */
export function partOf(sheet: Sheet): string | null {
  const { preview } = sheet;
  return preview?.part_label && preview.part !== null ? shortLabel(preview.part_label) : null;
}

/** "statement.ofx · Checking ··1234" */
export function sheetName(sheet: Sheet): string {
  const part = partOf(sheet);
  return part ? `${sheet.filename} · ${part}` : sheet.filename;
}

/** The account that the file seems to be of, if it says enough to name one. */
export function proposeAccount(preview: Preview, base: string): NewAccount | null {
  const name = nameFrom(preview);
  if (!name) return null;
  return {
    name: name.slice(0, 100),
    account_type: typeFrom(preview.account_type_hint),
    currency: preview.currency || base,
    institution: preview.institution_hint?.slice(0, 100) || null,
    mask: maskFrom(preview.account_hint),
  };
}

function nameFrom(preview: Preview): string | null {
  if (preview.name_hint?.trim()) return preview.name_hint.trim();
  const own = ownName(preview);
  const bank = preview.institution_hint ?? layoutOf(preview);
  const isKind = own === "Account" || ACCOUNT_TYPES.some((type) => type.label === own);
  if (!own || !isKind || !bank) return own ?? bank;
  return bank.toLowerCase().includes(own.toLowerCase()) ? bank : `${bank} ${own}`;
}

/** What the file calls the account, without its number; its kind where it says no more. */
function ownName(preview: Preview): string | null {
  // Without a part or a number the label is only the kind of the file's one list.
  const isTelling = preview.part !== null || preview.account_hint !== null;
  if (!isTelling) return null;
  const label = shortLabel(preview.part_label ?? "")
    .replace(SHORT_NUMBERS, "")
    .trim();
  if (label && label !== "Account" && !CURRENCY_ALONE.test(label.replace(/^Account /, ""))) return label;
  const hint = maskFrom(preview.account_hint) ? null : preview.account_hint?.trim();
  return (
    hint || (preview.account_type_hint ? accountTypeName(typeFrom(preview.account_type_hint)) : "Account")
  );
}

function layoutOf({ format, layout }: Preview): string | null {
  return isTable(format) && layout !== "generic" ? layout : null;
}

export function typeFrom(hint: string | null): AccountType {
  return ACCOUNT_TYPES.find((option) => option.value === hint)?.value ?? "checking";
}

/** The last four digits of an account's number. */
export function maskFrom(number: string | null): string | null {
  const digits = (number ?? "").replace(/\D/g, "");
  return digits.length >= 4 ? digits.slice(-4) : null;
}
