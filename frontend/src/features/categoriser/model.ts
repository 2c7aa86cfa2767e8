/** AI in words: what asking takes, what was spent, what a proposed rule says. */
import type { AiMonth, AiProposal, AiReceipt, AiState } from "@/api/types";
import { formatSize } from "@/kit/money";
import { count, formatCount } from "@/kit/words";

type Estimate = AiState["categories"];

/** $0.0214 from millionths of a dollar: small costs keep four digits. */
export function formatMicroUsd(micro: number): string {
  const dollars = micro / 1_000_000;
  const digits = dollars !== 0 && dollars < 1 ? 4 : 2;
  return new Intl.NumberFormat(undefined, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(dollars);
}

/** "2 calls, about 3,100 tokens, about $0.0004" */
export function estimateWords({ calls, input_tokens, output_tokens, cost_micro_usd }: Estimate): string {
  const tokens = `about ${count(input_tokens + output_tokens, "token")}`;
  const cost = cost_micro_usd === null ? "price not known" : `about ${formatMicroUsd(cost_micro_usd)}`;
  return `${count(calls, "call")}, ${tokens}, ${cost}`;
}

/** What is not asked about, and why. */
export function leftOutWords({ remembered, nameless, people, withheld }: AiState["pending"]): string[] {
  return [
    remembered ? `${formatCount(remembered)} answered before, suggested at no cost` : "",
    withheld ? `${formatCount(withheld)} on your never-send list` : "",
    people ? `${formatCount(people)} that look like a person's name` : "",
    nameless ? `${formatCount(nameless)} without a merchant's name, such as transfers` : "",
  ].filter(Boolean);
}

/** How much of the month's limit is used, from 0 to 1. */
export function shareOfLimit(state: AiState, month: AiMonth): number {
  const isPriced = state.input_price_cents !== null;
  const limit = isPriced ? state.monthly_dollars * 1_000_000 : state.monthly_tokens;
  const used = isPriced ? month.cost_micro_usd : month.unpriced_tokens;
  return limit > 0 ? Math.min(1, used / limit) : 1;
}

/** "Haiku: $0.10 in and $0.50 out for a million tokens" */
export function priceWords({ model, input_price_cents, output_price_cents }: AiState): string {
  if (!model) return "";
  if (input_price_cents === null || output_price_cents === null) return `${model}, price not known`;
  const [input, output] = [input_price_cents, output_price_cents].map((cents) => formatSize(cents, "USD"));
  return `${model}, ${input} in and ${output} out for a million tokens`;
}

/** What a proposed rule asks for: "text has copper kettle", and the amount if it has one. */
export function conditionWords({ pattern, amount_minor, currency }: AiProposal): string {
  if (amount_minor === null || currency === null) return `text has “${pattern}”`;
  const direction = amount_minor < 0 ? "in" : "out";
  return `text has “${pattern}” and ${formatSize(Math.abs(amount_minor), currency)} went ${direction}`;
}

const PURPOSES: Record<AiReceipt["purpose"], string> = {
  categories: "Categories",
  rules: "Rules",
  test: "Test of the key",
  analysis: "Analysis",
  chat: "Question about figures",
  ask: "Question",
};

export function purposeWords({ purpose }: AiReceipt): string {
  return PURPOSES[purpose];
}

/** What of a person's data a call sent, in short. */
export function sentWords({ purpose, merchant_count }: AiReceipt): string {
  if (purpose === "test") return "no data";
  if (purpose === "analysis" || purpose === "chat") return "figures, category and merchant names";
  if (purpose === "ask") return "your question, names of categories";
  const texts = count(merchant_count, "merchant text");
  return purpose === "rules" ? `${texts}, repeated amounts, your categories` : `${texts}, your categories`;
}

/** A text that was sent, split where something was taken out, so that the page can mark it. */
export function markedParts(sent: string): { text: string; isHidden: boolean }[] {
  return sent
    .split(/(\[(?:number|name|account|email|link)\])/)
    .filter(Boolean)
    .map((text) => ({ text, isHidden: /^\[\w+\]$/.test(text) }));
}
