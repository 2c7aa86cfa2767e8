/** The thinking of Documents: kinds in words, the view in the address, and what a purchase sums to. */
import {
  FileBadge,
  FileText,
  File as Folderless,
  Landmark,
  type LucideIcon,
  Receipt,
  ShieldCheck,
  Umbrella,
} from "lucide-react";
import type { DocumentRow, Purchase } from "@/api/types";

export type Kind = DocumentRow["kind"];

export const KINDS: Record<Kind, { label: string; icon: LucideIcon }> = {
  receipt: { label: "Receipt", icon: Receipt },
  invoice: { label: "Invoice", icon: FileText },
  statement: { label: "Statement", icon: Landmark },
  warranty: { label: "Warranty", icon: ShieldCheck },
  contract: { label: "Contract", icon: FileBadge },
  insurance: { label: "Insurance", icon: Umbrella },
  w2: { label: "W-2", icon: FileText },
  "1099": { label: "1099", icon: FileText },
  tax: { label: "Tax document", icon: FileText },
  other: { label: "Other", icon: Folderless },
};

export const TABS = ["all", "unlinked", "tax"] as const;
export type TabName = (typeof TABS)[number];

export interface View {
  tab: TabName;
  kind: Kind | null;
  year: string | null;
  search: string;
  open: number | null;
}

export function viewOf(params: URLSearchParams): View {
  const kind = params.get("kind");
  const open = Number(params.get("open"));
  return {
    tab: TABS.find((name) => name === params.get("tab")) ?? "all",
    kind: kind && kind in KINDS ? (kind as Kind) : null,
    year: /^\d{4}$/.test(params.get("year") ?? "") ? params.get("year") : null,
    search: params.get("q") ?? "",
    open: Number.isInteger(open) && open > 0 ? open : null,
  };
}

export function paramsOf(view: View): Record<string, string | number | null> {
  return {
    kind: view.kind,
    tax_year: view.year,
    linked: view.tab === "unlinked" ? "false" : null,
    q: view.search || null,
    limit: 500,
  };
}

/** A line of the sum of a receipt. */
export interface SumLine {
  sign: "" | "+" | "=";
  label: string;
  minor: number;
}

/** How a receipt adds up: its lines, what came on top, and what was read in all. */
export function sumOf(purchase: Purchase): SumLine[] {
  const { lines, extras, tax_minor: tax } = purchase;
  return [
    { sign: "", label: lines.length === 1 ? "1 line" : `${lines.length} lines`, minor: purchase.lines_minor },
    ...extras.map((extra) => ({ sign: "+" as const, label: extra.text, minor: extra.amount_minor })),
    ...(purchase.is_tax_added && tax ? [{ sign: "+" as const, label: "Tax", minor: tax }] : []),
    { sign: "=", label: "Read", minor: purchase.read_minor },
  ];
}

/** The pieces of a search result: words that were found stand between ⟦ and ⟧. */
export function piecesOf(snippet: string): { text: string; isFound: boolean }[] {
  return snippet
    .split(/(⟦[^⟧]*⟧)/)
    .filter(Boolean)
    .map((text) =>
      text.startsWith("⟦") ? { text: text.slice(1, -1), isFound: true } : { text, isFound: false },
    );
}

export function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
