/** How a sheet and what a file calls its account are written, and what a new account for it would be. */
import type { AccountType, Preview } from "@/api/types";
import { ACCOUNT_TYPES, accountTypeName } from "@/entities/accounts/names";
import { isTable } from "@/entities/files/kinds";
import type { NewAccount } from "./model";
import type { Sheet } from "./sheets";

const NUMBER = /\b(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d[\d -]{2,}\d)$/;
const SHORT_NUMBER = /\s*··\d{1,4}$/;

/** "Checking ··1234" from "Checking 00000001234": a whole number says no more and should not be seen by chance. */
export function shortLabel(label: string): string {
  return label.trim().replace(NUMBER, (number) => `··${number.replace(/\W/g, "").slice(-4)}`);
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
  // Without a part or a number the label is only the kind of the file's one list.
  const isTelling = preview.part !== null || preview.account_hint !== null;
  const label = isTelling
    ? shortLabel(preview.part_label ?? "")
        .replace(SHORT_NUMBER, "")
        .trim()
    : "";
  const hint = maskFrom(preview.account_hint) ? "" : (preview.account_hint ?? "").trim();
  const kind = preview.account_type_hint ? accountTypeName(typeFrom(preview.account_type_hint)) : "";
  const own = label || hint || (preview.account_hint || preview.institution_hint ? kind || "Account" : "");
  const isKind = ACCOUNT_TYPES.some((type) => type.label === own) || own === "Account";
  if (own && isKind && preview.institution_hint) return `${preview.institution_hint} ${own}`;
  return own || (isTable(preview.format) && preview.layout !== "generic" ? preview.layout : null);
}

export function typeFrom(hint: string | null): AccountType {
  return ACCOUNT_TYPES.find((option) => option.value === hint)?.value ?? "checking";
}

/** The last four digits of an account's number. */
export function maskFrom(number: string | null): string | null {
  const digits = (number ?? "").replace(/\D/g, "");
  return digits.length >= 4 ? digits.slice(-4) : null;
}
