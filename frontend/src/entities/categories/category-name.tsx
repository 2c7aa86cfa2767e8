import type { Category } from "@/api/types";
import { cx } from "@/kit/cx";
import { CategoryDot } from "@/ui/marks";

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
    <button type="button" className={cx("chip", !name && "guess", className)} data-key="c" {...rest}>
      {name && <CategoryDot color={color} kind={kind} />}
      <span className="nm">
        {name && <span className="sr">Change category </span>}
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

/** A settled category: its dot, its parent lighter, its name. */
export function CategoryName({ name, parent, color, kind }: NameProps) {
  return (
    <>
      <CategoryDot color={color} kind={kind} />
      <span className="nm">
        {parent && parent !== name && <span className="p">{parent} › </span>}
        {name}
      </span>
    </>
  );
}
