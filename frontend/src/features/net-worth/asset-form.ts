/** The form of a thing that is kept by hand: what is typed, what is wrong with it, what is sent. */
import type { ManualAsset, ManualAssetChanges, NewManualAsset } from "@/api/types";
import { isDay } from "@/kit/dates";
import { parseAmount, toInput } from "@/kit/money";

export interface AssetForm {
  name: string;
  kind: ManualAsset["kind"];
  value: string;
  on: string;
  currency: string;
  share: string;
  depreciation: ManualAsset["depreciation"];
  percent: string;
  months: string;
  residual: string;
  roundedTo: string;
  disposedOn: string;
}

export type AssetErrors = Partial<Record<keyof AssetForm, string>>;

export function emptyForm(currency: string, today: string): AssetForm {
  return {
    name: "",
    kind: "home",
    value: "",
    on: today,
    currency,
    share: "100",
    depreciation: "none",
    percent: "",
    months: "",
    residual: "",
    roundedTo: "",
    disposedOn: "",
  };
}

export function formOf(asset: ManualAsset): AssetForm {
  const { currency } = asset;
  return {
    name: asset.name,
    kind: asset.kind,
    value: "",
    on: "",
    currency,
    share: String(asset.ownership_percent),
    depreciation: asset.depreciation,
    percent: asset.depreciation_percent ?? "",
    months: asset.life_months === null ? "" : String(asset.life_months),
    residual: asset.residual_minor ? toInput(asset.residual_minor, currency) : "",
    roundedTo: asset.rounded_to_minor > 1 ? toInput(asset.rounded_to_minor, currency) : "",
    disposedOn: asset.disposed_on ?? "",
  };
}

/** What is wrong; a value is asked for only when the thing is new. */
export function errorsIn(form: AssetForm, isNew: boolean): AssetErrors {
  const errors: AssetErrors = {};
  const share = Number(form.share);
  const money = (text: string) => parseAmount(text, form.currency);
  if (!form.name.trim()) errors.name = "Give it a name.";
  if (!Number.isInteger(share) || share < 1 || share > 100) errors.share = "From 1 to 100.";
  if (isNew && money(form.value) === null) errors.value = "Enter an amount, for example 14,200.";
  if (isNew && !isDay(form.on)) errors.on = "Choose a day.";
  if (isNew && !/^[A-Za-z]{3}$/.test(form.currency)) errors.currency = "Three letters.";
  if (form.depreciation === "percent" && !(Number(form.percent) > 0 && Number(form.percent) < 100))
    errors.percent = "More than 0 and less than 100.";
  if (form.depreciation === "straight_line" && !(Number(form.months) >= 1)) errors.months = "At least 1.";
  if (form.residual.trim() && money(form.residual) === null) errors.residual = "Enter an amount.";
  if (form.roundedTo.trim() && !((money(form.roundedTo) ?? 0) > 0)) errors.roundedTo = "Enter an amount.";
  if (form.disposedOn && !isDay(form.disposedOn)) errors.disposedOn = "Choose a day.";
  return errors;
}

/** A new thing; what is owed is sent as a negative amount. */
export function newAsset(form: AssetForm): NewManualAsset {
  const value = Math.abs(parseAmount(form.value, form.currency) ?? 0);
  return {
    ...shared(form),
    name: form.name.trim(),
    kind: form.kind,
    value_minor: form.kind === "debt" ? -value : value,
    on: form.on,
    currency: form.currency.toUpperCase(),
  } as NewManualAsset;
}

export function assetChanges(form: AssetForm): ManualAssetChanges {
  return {
    ...shared(form),
    name: form.name.trim(),
    kind: form.kind,
    disposed_on: form.disposedOn || null,
  } as ManualAssetChanges;
}

function shared(form: AssetForm) {
  const money = (text: string, otherwise: number) =>
    text.trim() ? (parseAmount(text, form.currency) ?? otherwise) : otherwise;
  const depreciation = form.kind === "debt" ? "none" : form.depreciation;
  return {
    ownership_percent: Number(form.share),
    depreciation,
    depreciation_percent: depreciation === "percent" ? form.percent.trim() : null,
    life_months: depreciation === "straight_line" ? Number(form.months) : null,
    residual_minor: depreciation === "straight_line" ? money(form.residual, 0) : 0,
    rounded_to_minor: depreciation === "none" ? 1 : money(form.roundedTo, 1),
  };
}
