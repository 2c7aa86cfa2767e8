import { ListChecks, SearchX } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { count, formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/faces";
import { SearchField } from "@/ui/field";
import { type RowEntry, RowList } from "@/ui/row-list";
import { useCurrent } from "@/ui/use-current";
import { useRowHeight } from "@/ui/use-row-height";

interface Props<T> {
  label: string;
  className: string;
  all: readonly T[];
  keyOf: (rule: T) => string;
  find: (all: readonly T[], typed: string) => T[];
  head?: ReactNode;
  columns: number;
  renderRow: (rule: T) => ReactNode;
  onEdit: (rule: T) => void;
  onDelete: (rule: T) => void;
  empty: ReactNode;
}

/** Rules to search through; Enter edits the current one. */
export function RuleList<T>(props: Props<T>) {
  const { label, className, all, keyOf, find, head, columns, renderRow, onEdit, onDelete, empty } = props;
  const [typed, setTyped] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => find(all, typed), [all, typed, find]);
  const keys = useMemo(() => shown.map(keyOf), [shown, keyOf]);
  const entries = useMemo<RowEntry<T>[]>(
    () => shown.map((rule) => ({ kind: "row", key: keyOf(rule), item: rule })),
    [shown, keyOf],
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
      <div className="subbar">
        <SearchField
          label={`Search ${label.toLowerCase()}`}
          className="cat-search"
          value={typed}
          onChange={setTyped}
          inputRef={search}
        />
        <span className="small ink3 num" role="status">
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
          columns={columns}
          head={head}
          currentKey={current}
          onCurrent={(key) => moveTo(String(key))}
          onOpen={(key) => {
            const rule = shown.find((one) => keyOf(one) === key);
            if (rule) onEdit(rule);
          }}
          renderRow={(rule) => renderRow(rule)}
        />
      )}
    </>
  );
}
