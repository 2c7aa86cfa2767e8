import type { Category } from "@/api/types";
import { cx } from "@/kit/cx";
import { CategoryDot } from "@/ui/marks";
import styles from "./category-name.module.css";

type Kind = Category["kind"];

interface ChipProps extends Omit<React.ComponentProps<"button">, "name" | "color"> {
  name: string | null;
  color: string | null;
  kind?: Kind;
  /** Draws the cap of the key that opens it. */
  withKey?: boolean;
}

/** A prediction: boxed, and pressed to change it. Without one it asks to choose. */
export function CategoryChip({ name, color, kind, withKey, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      className={cx(styles.chip, !name && styles.undecided, className)}
      data-key="c"
      {...rest}
    >
      {name && <CategoryDot color={color} kind={kind} />}
      <span className={styles.name}>
        {name && <span className="visually-hidden">Change category </span>}
        {name ?? "Choose…"}
      </span>
      {withKey && <kbd aria-hidden="true">C</kbd>}
    </button>
  );
}

interface NameProps {
  name: string;
  parent: string | null;
  color: string | null;
  kind?: Kind;
}

/** A settled category: its dot, its parent lighter, its name. Where both do not fit, the name stands alone. */
export function CategoryName({ name, parent, color, kind }: NameProps) {
  const hasParent = parent !== null && parent !== name;
  return (
    <>
      <CategoryDot color={color} kind={kind} />
      <span className={styles.path} title={hasParent ? `${parent} › ${name}` : undefined}>
        {hasParent && <span className={styles.parent}>{parent} ›&nbsp;</span>}
        <span className={styles.name}>{name}</span>
      </span>
    </>
  );
}
