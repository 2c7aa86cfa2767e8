import { type CSSProperties, useState } from "react";
import type { Category } from "@/api/types";
import { CategoryDot } from "@/ui/marks";
import { Popover } from "@/ui/popover";
import twistStyles from "@/ui/twist.module.css";
import styles from "../categories.module.css";

const COLORS: readonly [hex: string, name: string][] = [
  ["#3C56D4", "Blue"],
  ["#B14C00", "Orange"],
  ["#3B9A89", "Teal"],
  ["#885786", "Mauve"],
  ["#AB8410", "Ochre"],
  ["#600099", "Violet"],
  ["#0B4552", "Deep blue"],
  ["#7C0007", "Dark red"],
  ["#FF6B6B", "Coral"],
  ["#4ECDC4", "Turquoise"],
  ["#45B7D1", "Sky"],
  ["#AEB6BF", "Grey"],
];

/** The colour of a category, and a few that tell apart well; or any other. */
export function ColorPick({ category, onChoose }: { category: Category; onChoose: (color: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const choose = (color: string) => {
    setOpen(false);
    onChoose(color);
  };
  return (
    <Popover
      label={`Colour of ${category.display_name}`}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={twistStyles.twist} aria-label={`Colour of ${category.display_name}`}>
          <CategoryDot color={category.color} kind={category.kind} />
        </button>
      }
    >
      <div className={styles.colors}>
        {COLORS.map(([hex, name]) => (
          <button
            key={hex}
            type="button"
            aria-label={name}
            title={name}
            aria-pressed={category.color?.toUpperCase() === hex}
            style={{ "--dot": hex } as CSSProperties}
            onClick={() => choose(hex)}
          />
        ))}
      </div>
      <label className={styles.anyColor}>
        <span>Another</span>
        <input
          type="color"
          defaultValue={category.color ?? "#888888"}
          onBlur={(event) => {
            const color = event.currentTarget.value.toUpperCase();
            if (color !== (category.color ?? "#888888").toUpperCase()) choose(color);
          }}
        />
      </label>
    </Popover>
  );
}
