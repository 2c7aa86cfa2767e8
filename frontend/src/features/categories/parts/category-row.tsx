import {
  Archive,
  ArchiveRestore,
  CornerDownRight,
  Ellipsis,
  Merge,
  Pencil,
  Plus,
  Repeat,
  Trash2,
} from "lucide-react";
import { Link } from "react-router";
import type { Category } from "@/api/types";
import { isNameTaken } from "@/entities/categories/search";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { EditInPlace } from "@/ui/edit-in-place";
import { Menu, type MenuItem } from "@/ui/menu";
import { Pill } from "@/ui/pill";
import tableStyles from "@/ui/table.module.css";
import tagStyles from "@/ui/tag.module.css";
import { Twist } from "@/ui/twist";
import styles from "../categories.module.css";
import { type OpenDialog, rowKeyOf, type TreeLine } from "../model";
import type { TaxonomyActions } from "../queries";
import { ColorPick } from "./color-pick";

interface Props {
  line: TreeLine;
  all: readonly Category[];
  isCurrent: boolean;
  onCurrent: () => void;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
  onFold: () => void;
  onAsk: (dialog: OpenDialog) => void;
  onDelete: () => void;
  actions: TaxonomyActions;
}

/** One category: its colour, its name, what it is, how many rows it has. */
export function CategoryRow(props: Props) {
  const { line, all, isCurrent, onCurrent, isEditing, onEditing, onFold, actions } = props;
  const { category, level, childCount, isOpen } = line;
  const where = level === 0 ? `parent_category_id=${category.id}` : `category_id=${category.id}`;
  return (
    <tr
      data-row={rowKeyOf(category)}
      className={cx(
        tableStyles[`level${level}`],
        isCurrent && tableStyles.current,
        category.is_archived && styles.archived,
      )}
      aria-current={isCurrent ? "true" : undefined}
      onMouseDown={onCurrent}
    >
      <th scope="row">
        <span className={tableStyles.nameLine} style={{ paddingLeft: level * 22 }}>
          {childCount > 0 ? (
            <Twist label={`${category.display_name}, parts`} isOpen={isOpen} onToggle={onFold} />
          ) : (
            <span className={tableStyles.indent} />
          )}
          <ColorPick
            category={category}
            onChoose={(color) =>
              void actions.change(category, { color }, `${category.display_name} recoloured`)
            }
          />
          <EditInPlace
            label="Name"
            value={category.display_name}
            isEditing={isEditing}
            onEditing={onEditing}
            dataKey="e"
            onKeep={(name) => {
              if (!name) return "A category needs a name.";
              if (
                isNameTaken(
                  all.filter((other) => other.id !== category.id),
                  name,
                  category.parent_short_desc,
                )
              )
                return "A category with this name already exists.";
              void actions.change(
                category,
                { display_name: name },
                `${category.display_name} is now ${name}`,
              );
              return null;
            }}
          >
            <span className={level === 0 ? "medium" : undefined}>{category.display_name}</span>
          </EditInPlace>
        </span>
      </th>
      <td className={styles.marks}>
        <Marks category={category} />
      </td>
      <td className={cx("align-right tabular", styles.count)}>
        {line.rows > 0 ? (
          <Link className={tableStyles.amountLink} to={`/data?${where}`}>
            <span className="visually-hidden">Transactions in {category.display_name}: </span>
            {formatCount(line.rows)}
          </Link>
        ) : (
          <span className="muted">0</span>
        )}
      </td>
      <td className={styles.actions}>
        <RowMenu {...props} />
      </td>
    </tr>
  );
}

function Marks({ category }: { category: Category }) {
  return (
    <span className="inline-row">
      {category.kind === "income" && <span className={tagStyles.tag}>income</span>}
      {category.kind === "transfer" && <span className={tagStyles.tag}>transfer</span>}
      {category.is_recurring && (
        <Pill tone="off" icon={Repeat}>
          recurring
        </Pill>
      )}
      {category.is_archived && (
        <Pill tone="off" icon={Archive}>
          archived
        </Pill>
      )}
    </span>
  );
}

function RowMenu({ line, onEditing, onAsk, onDelete, actions }: Props) {
  const { category, level } = line;
  const name = category.display_name;
  const items: (MenuItem | null)[] = [
    { label: "Rename", icon: Pencil, keys: "e", onSelect: () => setTimeout(() => onEditing(true)) },
    ...(level === 0
      ? [
          {
            label: "New category below",
            icon: Plus,
            onSelect: () => onAsk({ kind: "new", parent: category }),
          },
        ]
      : []),
    {
      label: "Recurring",
      icon: Repeat,
      note: category.is_recurring ? "yes" : "no",
      onSelect: () =>
        void actions.change(
          category,
          { is_recurring: !category.is_recurring },
          category.is_recurring ? `${name} is not recurring` : `${name} is recurring`,
        ),
    },
    null,
    { label: "Move…", icon: CornerDownRight, keys: "m", onSelect: () => onAsk({ kind: "move", category }) },
    {
      label: "Merge into…",
      icon: Merge,
      keys: "Shift+m",
      onSelect: () => onAsk({ kind: "merge", category }),
    },
    category.is_archived
      ? {
          label: "Restore",
          icon: ArchiveRestore,
          onSelect: () => void actions.change(category, { is_archived: false }, `${name} restored`),
        }
      : {
          label: "Archive",
          icon: Archive,
          onSelect: () => void actions.change(category, { is_archived: true }, `${name} archived`),
        },
    { label: "Delete", icon: Trash2, keys: "Delete", isDanger: true, onSelect: onDelete },
  ];
  return (
    <Menu
      label={`More for ${name}`}
      trigger={<IconButton icon={Ellipsis} small label={`More for ${name}`} />}
      items={items}
    />
  );
}
