import {
  BadgeCheck,
  CircleDashed,
  Cpu,
  Download,
  Landmark,
  ListChecks,
  type LucideIcon,
  Sparkles,
  Store,
  Tag,
  UserRound,
} from "lucide-react";
import type { CSSProperties } from "react";
import { cx } from "@/kit/cx";
import { formatPercent } from "@/kit/words";
import { Icon } from "./icon";
import styles from "./marks.module.css";

const TIERS: Record<string, { word: string; icon: LucideIcon }> = {
  amount_rule: { word: "Rule", icon: ListChecks },
  rule: { word: "Rule", icon: ListChecks },
  merchant_map: { word: "Merchant", icon: Store },
  brand: { word: "Brand", icon: Tag },
  model: { word: "Model", icon: Cpu },
  ai: { word: "AI", icon: Sparkles },
  user: { word: "You", icon: UserRound },
  import: { word: "File", icon: Download },
};

const BANK = { word: "Bank", icon: Landmark };

/** Whether a row came by a bank connection. */
export function isFromBank(source: string): boolean {
  return source === "plaid" || source === "simplefin";
}

/**
 * Who decided: a sign and a word. Only AI is coloured, because only AI left this computer.
 * `source` is where the row came from: a file or a bank may name a category.
 */
export function TierBadge({ tier, source }: { tier: string | null; source?: string }) {
  const isNamedByBank = tier === "import" && source !== undefined && isFromBank(source);
  const known = isNamedByBank ? BANK : tier ? TIERS[tier] : undefined;
  if (!known) return <span className="small muted">No suggestion</span>;
  return (
    <span className={cx(styles.decider, tier === "ai" && styles.ai)} data-mark="">
      <Icon of={known.icon} />
      {known.word}
    </span>
  );
}

export function tierWord(tier: string | null): string {
  return (tier && TIERS[tier]?.word) || "No suggestion";
}

export function tierIcon(tier: string): LucideIcon {
  return TIERS[tier]?.icon ?? (tier === "unmatched" ? CircleDashed : BadgeCheck);
}

/** How sure, as three bars and a number: 90 or more, 70 to 89, below. */
export function ConfidenceBars({ share }: { share: number }) {
  const level = share >= 0.9 ? "high" : share >= 0.7 ? "fair" : "low";
  return (
    <span className={cx(styles.confidence, styles[level])} data-mark="">
      <span className={styles.bars} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {formatPercent(share)}
    </span>
  );
}

/** The colour of a category, never alone: the name stands beside it. Income is a hollow green square. */
export function CategoryDot({
  color,
  kind = "expense",
}: {
  color: string | null;
  kind?: "expense" | "income" | "transfer";
}) {
  if (kind === "income") return <span className={cx(styles.dot, styles.hollow)} aria-hidden="true" />;
  if (kind === "transfer" || !color)
    return <span className={cx(styles.dot, styles.neutral)} aria-hidden="true" />;
  return (
    <span className={styles.dot} aria-hidden="true" style={{ "--dot": cssColor(color) } as CSSProperties} />
  );
}

/** A stored colour is a CSS colour or the name of a chart token, which then follows the theme. */
export function cssColor(color: string): string {
  return /^chart-[1-8]$/.test(color) ? `var(--color-${color})` : color;
}
