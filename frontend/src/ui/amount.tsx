import { Fragment } from "react";
import { cx } from "@/kit/cx";
import { formatFlow, formatNet, formatSignedNet, formatSize, splitCents } from "@/kit/money";
import styles from "./amount.module.css";

interface Props {
  minor: number;
  currency: string;
  /** A transfer between own accounts: grey and without a sign. */
  isTransfer?: boolean;
  className?: string;
}

/** A row's money. Out is plain, in has a plus and is green, what only moved is grey. */
export function Amount({ minor, currency, isTransfer, className }: Props) {
  if (isTransfer)
    return <span className={cx(styles.money, styles.moved, className)}>{formatSize(minor, currency)}</span>;
  return (
    <span className={cx(styles.money, minor < 0 && styles.in, className)}>{formatFlow(minor, currency)}</span>
  );
}

/** Amounts of several currencies, which do not add: "€18.50 and $20.00". */
export function Amounts({ of }: { of: readonly { minor: number; currency: string }[] }) {
  const moved = of.filter(({ minor }) => minor !== 0);
  return (moved.length ? moved : of.slice(0, 1)).map(({ minor, currency }, at) => (
    <Fragment key={currency}>
      {at > 0 && " and "}
      <Amount minor={minor} currency={currency} />
    </Fragment>
  ));
}

interface NetProps {
  /** Here positive is more in than out. */
  minor: number;
  currency: string;
  /** Writes a plus above zero as well. */
  signed?: boolean;
  className?: string;
}

/** A result or a balance; the only place of a minus. */
export function Net({ minor, currency, signed, className }: NetProps) {
  return (
    <span className={cx(styles.money, className)}>
      {signed ? formatSignedNet(minor, currency) : formatNet(minor, currency)}
    </span>
  );
}

/** The one big number of a page, with lighter cents. */
export function Figure({ minor, currency }: { minor: number; currency: string }) {
  const { whole, cents } = splitCents(minor, currency);
  return (
    <span className={styles.figure}>
      {whole}
      <span className={styles.cents}>{cents}</span>
    </span>
  );
}
