/** The kinds of notices, as one says them. */
import {
  ArrowUp,
  CalendarX,
  CircleAlert,
  Copy,
  Hourglass,
  type LucideIcon,
  Plus,
  TrendingDown,
  Undo2,
  Wallet,
} from "lucide-react";
import type { components } from "@/api/schema.gen";

export type InboxItem = components["schemas"]["InboxItemOut"];
export type InboxKind = InboxItem["kind"];

export const INBOX_KINDS: Readonly<
  Record<InboxKind, { label: string; icon: LucideIcon; isUrgent?: boolean }>
> = {
  duplicate_charge: { label: "Duplicate charge", icon: Copy, isUrgent: true },
  low_balance: { label: "Low balance ahead", icon: TrendingDown, isUrgent: true },
  bill_missed: { label: "Bill missed", icon: CalendarX, isUrgent: true },
  budget_over: { label: "Budget over", icon: Wallet, isUrgent: true },
  price_rise: { label: "Price rise", icon: ArrowUp },
  trial_ending: { label: "Trial ending", icon: Hourglass },
  unusual_charge: { label: "Unusual charge", icon: CircleAlert },
  new_subscription: { label: "New subscription", icon: Plus },
  large_refund: { label: "Large refund", icon: Undo2 },
};
