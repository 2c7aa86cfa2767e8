import type { BankConnection } from "@/api/types";
import { cx } from "@/kit/cx";
import freshnessStyles from "@/ui/freshness.module.css";
import styles from "./bank.module.css";
import type { Tone } from "./health";

const DOTS: Record<Tone, string | undefined> = {
  good: freshnessStyles.dot,
  needs_you: cx(freshnessStyles.dot, freshnessStyles.stale),
  broken: cx(freshnessStyles.dot, freshnessStyles.broken),
  waiting: cx(freshnessStyles.dot, freshnessStyles.byHand),
};

/** The sign of a connection's health; words stand beside it. */
export function HealthDot({ tone }: { tone: Tone }) {
  return <span className={DOTS[tone]} aria-hidden="true" />;
}

/** A bank's logo as it was stored; nothing where there is none. */
export function BankLogo({
  of: bank,
  className,
}: {
  of: Pick<BankConnection, "institution_id" | "has_logo">;
  className?: string;
}) {
  if (!bank.has_logo || bank.institution_id === null) return null;
  return (
    <img
      className={cx(styles.logo, className)}
      src={`/api/connections/institutions/${bank.institution_id}/logo`}
      alt=""
    />
  );
}
