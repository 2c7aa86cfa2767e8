import type { UseQueryResult } from "@tanstack/react-query";
import { ListChecks, Pencil, SearchX, Trash2 } from "lucide-react";
import { type ComponentType, type ReactNode, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { useCategoryMap } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { SearchField } from "@/ui/field";
import layoutStyles from "@/ui/layout.module.css";
import { Cell, HeadCell, type RowEntry, RowList } from "@/ui/row-list";
import { Select } from "@/ui/select";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useCurrent } from "@/ui/use-current";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../categories.module.css";
import { type TaxonomyActions, useTaxonomyActions } from "../queries";
import {
  describeOverruled,
  inRuleOrder,
  isOftenOverruled,
  RULE_ORDERS,
  type RuleOrder,
} from "../rules-model";
import { RuleKinds } from "./rule-kinds";

/** What merchant rules and amount rules have in common. */
interface Rule {
  id: number;
  category_name: string;
  category_short_desc: string;
  hits: number;
  last_matched_at: string | null;
  overruled: number;
}

interface Column<T> {
  className: string | undefined;
  head: ReactNode;
  cell: (rule: T) => ReactNode;
}

export interface DialogProps<T> {
  rule: T | null;
  actions: TaxonomyActions;
  onClose: () => void;
}

interface Props<T extends Rule> {
  label: string;
  kind: "merchants" | "amounts";
  className: string | undefined;
  path: string;
  rules: UseQueryResult<T[]>;
  patternOf: (rule: T) => string;
  find: (all: readonly T[], typed: string) => T[];
  /** After the pattern. */
  note: (rule: T) => ReactNode;
  /** Columns of this kind of rule, before and after the category. */
  before?: readonly Column<T>[];
  after?: readonly Column<T>[];
  empty: ReactNode;
  Dialog: ComponentType<DialogProps<T>>;
  isAdding: boolean;
  onAdded: () => void;
}

/** A searchable list of rules of one kind, and the dialog that edits them. */
export function Rules<T extends Rule>(props: Props<T>) {
  const { rules, path, patternOf, Dialog, isAdding, onAdded } = props;
  const actions = useTaxonomyActions();
  const [edited, setEdited] = useState<T | null>(null);
  if (rules.isPending) return <LoadingRows label="Loading rules" />;
  if (rules.isError)
    return <FailedState title="Rules could not be loaded" error={rules.error} onRetry={rules.refetch} />;
  return (
    <>
      <RuleList
        {...props}
        all={rules.data}
        onEdit={setEdited}
        onDelete={(rule) => void actions.removeRule(path, rule.id, `Rule for “${patternOf(rule)}” deleted`)}
      />
      {(isAdding || edited) && (
        <Dialog
          rule={edited}
          actions={actions}
          onClose={() => {
            setEdited(null);
            onAdded();
          }}
        />
      )}
    </>
  );
}

interface ListProps<T extends Rule> extends Props<T> {
  all: readonly T[];
  onEdit: (rule: T) => void;
  onDelete: (rule: T) => void;
}

const keyOf = (rule: Rule) => `r${rule.id}`;

function RuleList<T extends Rule>(props: ListProps<T>) {
  const { label, kind, className, all, patternOf, find, note, empty, onEdit, onDelete } = props;
  const { before = [], after = [] } = props;
  const categories = useCategoryMap();
  const isPhone = useIsPhone();
  const [params] = useSearchParams();
  const [typed, setTyped] = useState(params.get("find") ?? "");
  const [order, setOrder] = useState<RuleOrder>("listed");
  const search = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => inRuleOrder(find(all, typed), order), [all, typed, find, order]);
  const keys = useMemo(() => shown.map(keyOf), [shown]);
  const entries = useMemo<RowEntry<T>[]>(
    () => shown.map((rule) => ({ kind: "row", key: keyOf(rule), item: rule })),
    [shown],
  );
  const rowHeight = useRowHeight({ phone: 56 });
  const withCurrent = (run: (rule: T) => void) => () => {
    const rule = shown.find((one) => keyOf(one) === current);
    if (rule) run(rule);
  };
  const { current, moveTo } = useCurrent(keys, [
    { keys: ["Enter", "e"], label: "Edit the rule", run: withCurrent(onEdit) },
    { keys: "Delete", label: "Delete the rule", run: withCurrent(onDelete) },
    { keys: "/", label: "Search", run: () => search.current?.focus() },
  ]);
  return (
    <>
      <div className={layoutStyles.toolbar}>
        <SearchField
          label={`Search ${label.toLowerCase()}`}
          className={styles.search}
          value={typed}
          onChange={setTyped}
          inputRef={search}
        />
        <RuleKinds view={kind} />
        <Select label="Order" value={order} onChange={setOrder} options={RULE_ORDERS} />
        <span className="small muted tabular" role="status">
          {typed ? `${formatCount(shown.length)} of ${count(all.length, "rule")}` : count(all.length, "rule")}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={typed ? SearchX : ListChecks}
          title={typed ? "No rules match" : "No rules yet"}
          act={typed ? <Button onClick={() => setTyped("")}>Show all</Button> : undefined}
        >
          {typed ? null : empty}
        </EmptyState>
      ) : (
        <RowList
          id="rules"
          className={className}
          label={label}
          entries={entries}
          rowHeight={rowHeight}
          total={shown.length}
          columns={before.length + after.length + 6}
          head={isPhone ? undefined : <Head before={before} after={after} />}
          currentKey={current}
          onCurrent={(key) => moveTo(String(key))}
          onOpen={(key) => {
            const rule = shown.find((one) => keyOf(one) === key);
            if (rule) onEdit(rule);
          }}
          renderRow={(rule) => (
            <>
              <Cell className={styles.pattern}>
                <span className="medium">{patternOf(rule)}</span> {note(rule)}
              </Cell>
              {before.map((column) => (
                <Cell key={column.className} className={column.className}>
                  {column.cell(rule)}
                </Cell>
              ))}
              <Cell className={styles.ruleCategory}>
                <span className={cx(categoryNameStyles.category, styles.category)}>
                  <CategoryName
                    name={rule.category_name}
                    parent={null}
                    color={categories.get(rule.category_short_desc)?.color ?? null}
                    kind={categories.get(rule.category_short_desc)?.kind}
                  />
                </span>
              </Cell>
              {after.map((column) => (
                <Cell key={column.className} className={column.className}>
                  {column.cell(rule)}
                </Cell>
              ))}
              <Cell className={cx("align-right tabular", styles.matches)}>{formatCount(rule.hits)}</Cell>
              <Cell className={cx(styles.lastMatch, "small muted tabular")}>
                {rule.last_matched_at ? formatDay(dayOf(rule.last_matched_at)) : "never"}
              </Cell>
              <Cell
                className={cx(
                  styles.overruled,
                  "small tabular",
                  isOftenOverruled({ decided: rule.hits, overruled: rule.overruled }) && styles.trouble,
                )}
              >
                {describeOverruled({ decided: rule.hits, overruled: rule.overruled })}
              </Cell>
              <Cell className={styles.actions}>
                <IconButton
                  icon={Pencil}
                  small
                  label={`Edit the rule for ${patternOf(rule)}`}
                  onClick={() => onEdit(rule)}
                />
                <IconButton
                  icon={Trash2}
                  small
                  label={`Delete the rule for ${patternOf(rule)}`}
                  onClick={() => onDelete(rule)}
                />
              </Cell>
            </>
          )}
        />
      )}
    </>
  );
}

function Head<T>({ before, after }: { before: readonly Column<T>[]; after: readonly Column<T>[] }) {
  const heads = (columns: readonly Column<T>[]) =>
    columns.map(({ className, head }) => (
      <HeadCell key={className} className={className}>
        {head}
      </HeadCell>
    ));
  return (
    <>
      <HeadCell className={styles.pattern}>Description</HeadCell>
      {heads(before)}
      <HeadCell>Category</HeadCell>
      {heads(after)}
      <HeadCell className="align-right">Matches</HeadCell>
      <HeadCell className={styles.lastMatch}>Last match</HeadCell>
      <HeadCell className={styles.overruled}>Overruled</HeadCell>
      <HeadCell>
        <span className="visually-hidden">Actions</span>
      </HeadCell>
    </>
  );
}
