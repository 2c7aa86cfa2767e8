import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import type { Fate, ImportRow, Preview } from "@/api/types";
import { cx } from "@/kit/cx";
import { useIsPhone } from "@/kit/use-media";
import { useShortcuts } from "@/kit/use-shortcuts";
import layoutStyles from "@/ui/layout.module.css";
import { type RowEntry, RowList } from "@/ui/row-list";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useMovingKeys } from "@/ui/use-moving-keys";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../import.module.css";
import { describeSum, FATE_ORDER, FATES, keyOf, type Line, withTwins } from "../model";
import { useLines } from "../queries";
import type { Sheet } from "../store";
import type { ImportStore } from "../use-import-store";
import { LineRow, LinesHead, TwinRow } from "./line-row";

/** Each line of the file with its fate; the sum of the fates is written out. */
export function Lines({ sheet, preview, store }: { sheet: Sheet; preview: Preview; store: ImportStore }) {
  const [fate, setFate] = useState<Fate | "all">("all");
  const lines = useLines(sheet, fate === "all" ? null : fate);
  const { currency } = preview;
  const rows = useMemo(() => withTwins(lines.items), [lines.items]);
  const keys = useMemo(() => lines.items.map(keyOf), [lines.items]);
  const picks = usePicks(keys);
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 56 });
  const entries = useMemo<RowEntry<Line>[]>(
    () =>
      rows.map((line) => ({
        kind: "row",
        key: line.part === "twin" ? `twin-${keyOf(line.row)}` : keyOf(line.row),
        item: line,
        isChild: line.part === "twin",
      })),
    [rows],
  );
  const keep = (row: ImportRow, isKept: boolean) =>
    row.line_no !== null && store.keep(sheet, row.line_no, isKept ? (row.amount_minor ?? 0) : null);
  const current = lines.items.find((row) => keyOf(row) === picks.current);
  const isDoubtful = current?.fate === "doubtful";

  useMovingKeys(picks);
  useShortcuts("Preview", [
    {
      keys: "Enter",
      label: "Keep the possible duplicate",
      isOn: isDoubtful,
      run: () => current && keep(current, true),
    },
    {
      keys: ["s", "Backspace"],
      label: "Skip the possible duplicate",
      isOn: isDoubtful,
      run: () => current && keep(current, false),
    },
  ]);

  const shown = FATE_ORDER.filter((one) => one !== "left_out" || preview.counts.left_out > 0);
  return (
    <>
      <div className={layoutStyles.toolbar}>
        <Segmented<Fate | "all">
          label="Filter lines by result"
          className={styles.results}
          value={fate}
          segments={[
            { value: "all", label: "All", count: preview.counts.total },
            ...shown.map((one) => ({ value: one, label: FATES[one], count: preview.counts[one] })),
          ]}
          onChange={setFate}
        />
        <span className="grow" />
        <span className={cx("small muted nowrap", styles.hideOnTablet, "tabular")}>
          {describeSum(preview.counts)}
        </span>
      </div>
      {lines.isPending ? (
        <LoadingRows rows={14} label="Reading the lines" />
      ) : lines.isError ? (
        <FailedState title="The lines could not be loaded" error={lines.error} onRetry={lines.refetch} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={FileSearch}
          title={fate === "all" ? "No lines in this file" : `No lines: ${FATES[fate].toLowerCase()}`}
        />
      ) : (
        <RowList
          id="lines"
          className={
            lines.isPlaceholderData || sheet.isAsking ? cx(styles.lines, styles.outdated) : styles.lines
          }
          label="Lines of the file and what will happen to each"
          entries={entries}
          rowHeight={rowHeight}
          total={entries.length + (preview.counts.total - lines.items.length)}
          columns={5}
          currentKey={picks.current}
          onCurrent={(key) => picks.moveTo(String(key).replace(/^twin-/, ""))}
          onNearEnd={() => lines.hasNextPage && !lines.isFetchingNextPage && void lines.fetchNextPage()}
          rowClass={(line) =>
            line.part === "twin"
              ? styles.twin
              : line.row.fate === "repeated" || line.row.fate === "left_out"
                ? styles.skipped
                : undefined
          }
          head={isPhone ? undefined : <LinesHead />}
          renderRow={(line, isCurrent) =>
            line.part === "twin" ? (
              <TwinRow row={line.row} currency={currency} />
            ) : (
              <LineRow
                row={line.row}
                currency={currency}
                isCurrent={isCurrent}
                isKept={line.row.line_no !== null && sheet.kept.has(line.row.line_no)}
                onKeep={keep}
              />
            )
          }
        />
      )}
    </>
  );
}
