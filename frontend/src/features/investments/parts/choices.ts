/** The choices of the forms. */
import type { Option } from "@/ui/select";
import {
  ACTIVITY_TYPES,
  type Account,
  type Activity,
  activityName,
  SECURITY_TYPES,
  typeName,
} from "../model";

export const ACCOUNT_TYPES: readonly Option<Account["account_type"]>[] = [
  { value: "taxable", label: "Taxable" },
  { value: "401k", label: "401(k)" },
  { value: "roth", label: "Roth IRA" },
  { value: "traditional_ira", label: "Traditional IRA" },
  { value: "hsa", label: "HSA" },
  { value: "other", label: "Other" },
];

export const METHODS: readonly Option<Account["lot_method"]>[] = [
  { value: "fifo", label: "First in, first out" },
  { value: "lifo", label: "Last in, first out" },
  { value: "hifo", label: "Highest cost first" },
  { value: "average", label: "Average cost" },
  { value: "chosen", label: "Chosen lots" },
];

export const TYPES = SECURITY_TYPES.map((value) => ({ value, label: typeName(value) }));

export const ACTIVITIES: readonly Option<Activity["type"]>[] = ACTIVITY_TYPES.map((value) => ({
  value,
  label: activityName(value),
}));
