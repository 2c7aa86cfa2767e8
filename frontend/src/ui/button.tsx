import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/kit/cx";
import styles from "./button.module.css";
import { Icon, type LucideIcon } from "./icon";
import { KeyCap } from "./key-cap";

type Kind = "default" | "primary" | "ghost" | "danger";

interface Looks {
  kind?: Kind;
  small?: boolean;
  icon?: LucideIcon;
  /** The key that presses this button; drawn inside it. The key itself is registered by the page. */
  keys?: string;
}

export type ButtonProps = ComponentProps<"button"> & Looks & { children: ReactNode };

export function Button({ kind = "default", small, icon, keys, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classOf(kind, small, className)} data-key={keys} {...rest}>
      {icon && <Icon of={icon} />}
      {children}
      {keys && <KeyCap keys={keys} />}
    </button>
  );
}

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> &
  Looks & { icon: LucideIcon; label: string };

/** A button that is only a sign; its label is spoken and shown on hover. */
export function IconButton({
  kind = "ghost",
  small,
  icon,
  keys,
  label,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={cx(classOf(kind, small, className), styles.iconOnly)}
      aria-label={label}
      title={label}
      data-key={keys}
      {...rest}
    >
      <Icon of={icon} />
    </button>
  );
}

/** Looks like a link, acts like a button. */
export function LinkButton({ className, ...rest }: ComponentProps<"button">) {
  return <button type="button" className={cx(styles.link, className)} {...rest} />;
}

export function classOf(kind: Kind, small?: boolean, more?: string): string {
  return cx(styles.button, kind !== "default" && styles[kind], small && styles.small, more);
}
