import { Command } from "cmdk";
import { Plus, Repeat, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Category } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { Icon } from "@/ui/icon";
import { CategoryDot, ConfidenceBars, TierBadge } from "@/ui/marks";
import optionStyles from "@/ui/option.module.css";
import pillStyles from "@/ui/pill.module.css";
import { Popover } from "@/ui/popover";
import popoverStyles from "@/ui/popover.module.css";
import styles from "./category-picker.module.css";
import { NewCategoryForm } from "./new-category";
import { useCategories } from "./queries";
import { type FoundGroup, findCategories } from "./search";

export interface Suggestion {
  short_desc: string;
  tier: string | null;
  confidence: number | null;
  /** For whom it is suggested: the merchant. */
  about: string;
}

interface Props {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: (category: Category) => void;
  anchor?: ReactNode;
  trigger?: ReactNode;
  suggestion?: Suggestion | null;
  align?: "start" | "end";
  footer?: ReactNode;
}

/** Search, arrow, Enter; or a new category on the spot. */
export function CategoryPicker({
  isOpen,
  onOpenChange,
  onChoose,
  anchor,
  trigger,
  suggestion,
  align,
  footer,
}: Props) {
  const choose = (category: Category) => {
    onOpenChange(false);
    onChoose(category);
  };
  return (
    <Popover
      label="Choose a category"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      anchor={anchor}
      trigger={trigger}
      align={align}
      className={styles.picker}
    >
      {isOpen && <Choices onChoose={choose} suggestion={suggestion ?? null} />}
      {footer}
    </Popover>
  );
}

function Choices({
  onChoose,
  suggestion,
}: {
  onChoose: (category: Category) => void;
  suggestion: Suggestion | null;
}) {
  const [typed, setTyped] = useState("");
  const [isMaking, setMaking] = useState(false);
  const { data, isPending } = useCategories();
  const all = data ?? [];
  const groups = findCategories(all, typed);
  const suggested =
    suggestion && !typed ? all.find((category) => category.short_desc === suggestion.short_desc) : null;

  if (isMaking)
    return <NewCategoryForm name={typed} all={all} onMade={onChoose} onCancel={() => setMaking(false)} />;
  return (
    <Command shouldFilter={false} loop label="Categories">
      <div className={popoverStyles.search}>
        <Icon of={Search} />
        <Command.Input value={typed} onValueChange={setTyped} placeholder="Search categories" autoFocus />
      </div>
      <Command.List className={styles.list}>
        {suggested && suggestion && (
          <Command.Group heading={`Suggested for ${suggestion.about}`}>
            <Command.Item
              className={optionStyles.option}
              value={`suggested ${suggested.short_desc}`}
              onSelect={() => onChoose(suggested)}
            >
              <CategoryDot color={suggested.color} kind={suggested.kind} />
              <span className="truncate">
                {suggested.parent_name && <span className="muted">{suggested.parent_name} › </span>}
                {suggested.display_name}
              </span>
              <span className={optionStyles.end}>
                <TierBadge tier={suggestion.tier} />
                {suggestion.confidence !== null && <ConfidenceBars share={suggestion.confidence} />}
              </span>
            </Command.Item>
          </Command.Group>
        )}
        {groups.map((group) => (
          <Group key={group.parent.id} group={group} onChoose={onChoose} />
        ))}
        {/* Not before the others: the first option is selected, and Enter would open this one. */}
        {!isPending && (
          <Command.Group className={styles.create}>
            <Command.Item
              className={optionStyles.option}
              value="new category"
              onSelect={() => setMaking(true)}
            >
              <Icon of={Plus} />
              {typed.trim() ? `New category “${typed.trim()}”` : "New category"}
            </Command.Item>
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

function Group({ group, onChoose }: { group: FoundGroup; onChoose: (category: Category) => void }) {
  const { parent, children, isParentFound, parentMark } = group;
  return (
    <Command.Group>
      {isParentFound ? (
        <Command.Item
          className={optionStyles.option}
          value={parent.short_desc}
          onSelect={() => onChoose(parent)}
        >
          <CategoryDot color={parent.color} kind={parent.kind} />
          <span className="medium truncate">
            <Marked text={parent.display_name} mark={parentMark} />
          </span>
          <span className={optionStyles.end}>{formatCount(parent.transaction_count)}</span>
        </Command.Item>
      ) : (
        // It only leads to its children here, so Enter must not stop at it.
        <div className={optionStyles.option} aria-hidden>
          <CategoryDot color={parent.color} kind={parent.kind} />
          <span className="medium truncate muted">{parent.display_name}</span>
        </div>
      )}
      {children.map(({ category, mark }) => (
        <Command.Item
          key={category.id}
          className={cx(optionStyles.option, optionStyles.child)}
          value={category.short_desc}
          onSelect={() => onChoose(category)}
        >
          <span className="truncate">
            <Marked text={category.display_name} mark={mark} />
          </span>
          {category.is_recurring && (
            <span className={cx(pillStyles.pill, pillStyles.off)}>
              <Icon of={Repeat} />
              <span className="visually-hidden">recurring</span>
            </span>
          )}
          <span className={optionStyles.end}>{formatCount(category.transaction_count)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function Marked({ text, mark }: { text: string; mark: [number, number] | null }) {
  if (!mark) return text;
  return (
    <>
      {text.slice(0, mark[0])}
      <mark>{text.slice(...mark)}</mark>
      {text.slice(mark[1])}
    </>
  );
}
