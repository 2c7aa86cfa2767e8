import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { cx } from "@/kit/cx";
import { PRINTED_AT_MOST, usePrinting } from "@/kit/use-printing";
import styles from "./row-list.module.css";
import { useFollowingFocus, useHeldFocus, useKeepInView, useNearEnd } from "./row-list-hooks";
import type { RowEntry, RowKey } from "./row-list-types";

export { Cell, HeadCell } from "./row-cells";

export type { RowEntry, RowKey };

interface Props<T> {
  /** What the list holds, for those who hear it. */
  label: string;
  id: string;
  /** The class that sets the column widths as --columns. */
  className: string | undefined;
  /** Holes (undefined) are rows that are not loaded yet. */
  entries: readonly (RowEntry<T> | undefined)[];
  rowHeight: number;
  groupHeight?: number;
  /** Column headings; none on a phone. */
  head?: ReactNode;
  columns: number;
  /** How many rows there are in all, also those not yet fetched. */
  total: number;
  currentKey: RowKey | null;
  /** The entry of the current row, where the page knows it; needed while that row is not loaded. */
  currentAt?: number;
  isSelected?: (key: RowKey) => boolean;
  rowClass?: (item: T) => string | undefined;
  onCurrent?: (key: RowKey) => void;
  onNearEnd?: () => void;
  /** Says which entries are visible. */
  onRange?: (first: number, last: number) => void;
  onOpen?: (key: RowKey) => void;
  renderRow: (item: T, isCurrent: boolean) => ReactNode;
  /** Names what is listed; when it changes the list begins at its top. */
  list?: string;
}

const HEAD = 28;
const ROOM_BELOW = 64;
// A row further away than this is shown at the top of the list, not at its nearest edge.
const FAR = 40;

/** A long list of which only the visible part exists. Arrow keys belong to the page; the list keeps the current row in view. */
export function RowList<T>(props: Props<T>) {
  const {
    label,
    id,
    className,
    entries,
    rowHeight,
    groupHeight = 28,
    head,
    columns,
    total,
    currentKey,
  } = props;
  const { isSelected, rowClass, onCurrent, onNearEnd, onRange, currentAt, onOpen, renderRow, list } = props;
  const box = useRef<HTMLDivElement>(null);
  const headHeight = head ? HEAD : 0;
  const groups = useMemo(() => {
    const found: number[] = [];
    for (let at = 0; at < entries.length; at += 1) if (entries[at]?.kind === "group") found.push(at);
    return found;
  }, [entries]);
  const stickyAt = useRef(-1);
  const isPrinting = usePrinting();

  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: (at) => (entries[at]?.kind === "group" ? groupHeight : rowHeight),
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight + (groups.length ? groupHeight : 0),
    scrollPaddingEnd: ROOM_BELOW,
    rangeExtractor: useCallback(
      (range: Range) => {
        if (isPrinting) {
          stickyAt.current = -1;
          return Array.from({ length: Math.min(range.count, PRINTED_AT_MOST) }, (_, at) => at);
        }
        stickyAt.current = lastAtOrBefore(groups, range.startIndex);
        const wanted = defaultRangeExtractor(range);
        return stickyAt.current >= 0 && !wanted.includes(stickyAt.current)
          ? [stickyAt.current, ...wanted]
          : wanted;
      },
      [groups, isPrinting],
    ),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height needs new measures
  useLayoutEffect(() => rows.measure(), [rowHeight, groupHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useLayoutEffect(() => {
    // To set it, even to what it is, would lay out all new rows at once, before the browser does so for its frame.
    if (box.current && rows.scrollOffset) box.current.scrollTop = 0;
  }, [list]);
  useKeepInView(entries, currentKey, currentAt, (at) => {
    // Where it stands is known without asking the browser, which would have to lay out all new rows for the answer.
    if (isInView(rows, at)) return;
    const shown = rows.range;
    const isFar = shown && (at < shown.startIndex - FAR || at > shown.endIndex + FAR);
    rows.scrollToIndex(at, { align: isFar ? "start" : "auto" });
  });
  useEffect(() => {
    if (rows.range) onRange?.(rows.range.startIndex, rows.range.endIndex);
  }, [rows.range, onRange]);
  useNearEnd(rows.getVirtualItems().slice(-1)[0]?.index ?? -1, entries.length, onNearEnd);
  useFollowingFocus(box, currentKey);
  const held = useHeldFocus(box, entries);

  return (
    <div
      ref={box}
      id={id}
      className={cx("scroll-area", styles.list, className)}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + groups.length + (head ? 1 : 0)}
      aria-colcount={columns}
      aria-multiselectable={isSelected ? true : undefined}
      aria-activedescendant={currentKey === null ? undefined : rowId(id, currentKey)}
      {...held}
    >
      {head && (
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row}>
            {head}
          </div>
        </div>
      )}
      <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((place) => {
          const entry = entries[place.index];
          if (!entry)
            return place.index < entries.length ? (
              <div
                key={`empty-${place.index}`}
                role="row"
                aria-rowindex={place.index + 1 + (head ? 1 : 0)}
                aria-busy="true"
                className={cx(styles.placed, styles.unloaded)}
                style={{ transform: `translateY(${place.start - headHeight}px)`, height: place.size }}
              >
                <div role="gridcell" aria-colspan={columns}>
                  <span className="visually-hidden">Loading</span>
                  <span className={styles.skeleton} />
                </div>
              </div>
            ) : null;
          const isStuck = place.index === stickyAt.current;
          const style = isStuck
            ? { position: "sticky" as const, top: headHeight, height: place.size }
            : { transform: `translateY(${place.start - headHeight}px)`, height: place.size };
          if (entry.kind === "group")
            return (
              <div
                key={entry.key}
                role="row"
                aria-rowindex={place.index + 1 + (head ? 1 : 0)}
                className={cx(styles.group, !isStuck && styles.placed)}
                style={style}
              >
                <div role="rowheader" aria-colspan={columns} className={styles.groupLabel}>
                  <span className="truncate">{entry.label}</span>
                  {entry.end && <span className="nowrap tabular">{entry.end}</span>}
                </div>
              </div>
            );
          const isCurrent = entry.key === currentKey;
          const isOn = isSelected?.(entry.key) ?? false;
          return (
            <div
              key={entry.key}
              id={rowId(id, entry.key)}
              role="row"
              data-row=""
              aria-current={isCurrent ? "true" : undefined}
              aria-rowindex={place.index + 1 + (head ? 1 : 0)}
              aria-selected={isSelected ? isOn : undefined}
              className={cx(
                styles.row,
                styles.placed,
                isCurrent && styles.current,
                isOn && styles.selected,
                rowClass?.(entry.item),
              )}
              style={style}
              // With Shift the row that was current is where the range begins.
              onMouseDown={(event) => !event.shiftKey && onCurrent?.(entry.key)}
              onDoubleClick={onOpen && (() => onOpen(entry.key))}
            >
              {renderRow(entry.item, isCurrent)}
            </div>
          );
        })}
      </div>
      <div style={{ height: ROOM_BELOW }} aria-hidden="true" />
    </div>
  );
}

export function rowId(list: string, key: RowKey): string {
  return `${list}-${key}`;
}

function isInView(rows: Virtualizer<HTMLDivElement, Element>, at: number): boolean {
  const place = rows.measurementsCache[at];
  const { scrollOffset, scrollRect, options } = rows;
  if (!place || scrollOffset === null || scrollRect === null) return false;
  return (
    place.start >= scrollOffset + options.scrollPaddingStart &&
    place.end <= scrollOffset + scrollRect.height - options.scrollPaddingEnd
  );
}

function lastAtOrBefore(sorted: readonly number[], at: number): number {
  let found = -1;
  for (const one of sorted) {
    if (one > at) break;
    found = one;
  }
  return found;
}
