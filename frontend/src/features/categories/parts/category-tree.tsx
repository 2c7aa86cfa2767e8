import { ListPlus, ListTree, SearchX } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { Category } from "@/api/types";
import { useCategories } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Confirm } from "@/ui/dialog";
import { SearchField } from "@/ui/field";
import layoutStyles from "@/ui/layout.module.css";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { useCurrent } from "@/ui/use-current";
import styles from "../categories.module.css";
import { type OpenDialog, rowKeyOf, treeLines } from "../model";
import { useOffered, useTaxonomyActions } from "../queries";
import { CategoryRow } from "./category-row";
import { MergeDialog } from "./merge-dialog";
import { MoveDialog } from "./move-dialog";
import { NewCategoryDialog } from "./new-category-dialog";
import { OfferedDialog } from "./offered-dialog";

/** Every category in its place. */
export function CategoryTree({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  const categories = useCategories();
  const offered = useOffered().data ?? [];
  const actions = useTaxonomyActions();
  const [typed, setTyped] = useState("");
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [withArchived, setWithArchived] = useState(false);
  const [usedOnly, setUsedOnly] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const all = categories.data ?? [];
  const lines = useMemo(
    () => treeLines(categories.data ?? [], { typed, closed, withArchived, usedOnly }),
    [categories.data, typed, closed, withArchived, usedOnly],
  );
  const keys = useMemo(() => lines.map((line) => rowKeyOf(line.category)), [lines]);
  const fold = (id: number) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const removeOne = async (category: Category) => {
    const refused = await actions.remove(category);
    if (refused) setDialog({ kind: "refused", refused });
  };
  const withCurrent = (run: (category: Category) => void) => () => {
    const line = lines.find((one) => rowKeyOf(one.category) === current);
    if (line) run(line.category);
  };
  const { current, moveTo } = useCurrent(keys, [
    { keys: ["Enter", "e", "F2"], label: "Rename", run: withCurrent((one) => setEditing(one.id)) },
    {
      keys: ["h", "ArrowLeft", "l", "ArrowRight"],
      label: "Open or close",
      run: withCurrent((one) => fold(one.parent_id ?? one.id)),
    },
    { keys: "m", label: "Move", run: withCurrent((category) => setDialog({ kind: "move", category })) },
    {
      keys: "Shift+m",
      label: "Merge into another",
      run: withCurrent((category) => setDialog({ kind: "merge", category })),
    },
    { keys: "Delete", label: "Delete", run: withCurrent((one) => void removeOne(one)) },
    { keys: "/", label: "Search", run: () => search.current?.focus() },
  ]);

  if (categories.isPending) return <LoadingRows label="Loading categories" />;
  if (categories.isError)
    return (
      <FailedState
        title="Categories could not be loaded"
        error={categories.error}
        onRetry={categories.refetch}
      />
    );
  return (
    <>
      <div className={layoutStyles.toolbar}>
        <SearchField
          label="Search categories"
          className={styles.search}
          value={typed}
          onChange={setTyped}
          inputRef={search}
        />
        <Check checked={withArchived} onChange={(event) => setWithArchived(event.target.checked)}>
          Show archived
        </Check>
        <Check checked={usedOnly} onChange={(event) => setUsedOnly(event.target.checked)}>
          Hide unused
        </Check>
        <span className="grow" />
        {offered.length > 0 && (
          <Button small kind="ghost" icon={ListPlus} onClick={() => setDialog({ kind: "offered" })}>
            Add more…
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Categories">
        {lines.length === 0 ? (
          <EmptyState
            icon={typed ? SearchX : ListTree}
            title={typed ? "No categories match" : "No categories yet"}
            act={typed ? <Button onClick={() => setTyped("")}>Show all</Button> : undefined}
          />
        ) : (
          <table className={cx(tableStyles.table, tableStyles.tree, styles.tree)}>
            <caption className="visually-hidden">Categories</caption>
            <colgroup>
              <col />
              <col className={styles.marks} />
              <col className={styles.count} />
              <col className={styles.actions} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col" className={styles.name}>
                  Category
                </th>
                <th scope="col" className={styles.marks}>
                  Properties
                </th>
                <th scope="col" className={cx("align-right", styles.count)}>
                  Transactions
                </th>
                <th scope="col" className={styles.actions}>
                  <span className="visually-hidden">More</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <CategoryRow
                  key={line.category.id}
                  line={line}
                  all={all}
                  isCurrent={current === rowKeyOf(line.category)}
                  onCurrent={() => moveTo(rowKeyOf(line.category))}
                  isEditing={editing === line.category.id}
                  onEditing={(isOn) => setEditing(isOn ? line.category.id : null)}
                  onFold={() => fold(line.category.id)}
                  onAsk={setDialog}
                  onDelete={() => void removeOne(line.category)}
                  actions={actions}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {(isAdding || dialog?.kind === "new") && (
        <NewCategoryDialog
          all={all}
          parent={dialog?.kind === "new" ? dialog.parent : null}
          actions={actions}
          onClose={() => {
            setDialog(null);
            onAdded();
          }}
        />
      )}
      {dialog?.kind === "offered" && (
        <OfferedDialog offered={offered} actions={actions} onClose={() => setDialog(null)} />
      )}
      {dialog?.kind === "move" && (
        <MoveDialog category={dialog.category} all={all} actions={actions} onClose={() => setDialog(null)} />
      )}
      {dialog?.kind === "merge" && (
        <MergeDialog category={dialog.category} actions={actions} onClose={() => setDialog(null)} />
      )}
      {dialog?.kind === "refused" && (
        <Confirm
          title={`${dialog.refused.category.display_name} is in use`}
          isOpen
          onClose={() => setDialog(null)}
          verb="Merge into another…"
          refusal="Cancel"
          onConfirm={() => setDialog({ kind: "merge", category: dialog.refused.category })}
        >
          <p>{dialog.refused.sentence}</p>
        </Confirm>
      )}
    </>
  );
}
