import { FileSearch } from "lucide-react";
import { useMemo, useState } from "react";
import type { Fate, ImportResult, ImportRow } from "@/api/types";
import { cx } from "@/kit/cx";
import { useIsPhone } from "@/kit/use-media";
import layoutStyles from "@/ui/layout.module.css";
import { type RowEntry, RowList } from "@/ui/row-list";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useMovingKeys } from "@/ui/use-moving-keys";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../import.module.css";
import { FATES_DONE, keyOf } from "../model";
import { useDoneLines } from "../queries";
import { LineRow, LinesHead } from "./line-row";

/** What became of each line of a finished import. Those that were known stand apart: the file is read again for them. */
export function DoneLines({ result }: { result: ImportResult }) {
  const counts = [
    ["new", result.added],
    ["doubtful", result.doubtful],
    ["unreadable", result.unreadable],
    ["left_out", result.left_out],
  ] as const;
  const others = counts.reduce((all, [, number]) => all + number, 0);
  const [fate, setFate] = useState<Fate | "all">(others > 0 ? "all" : "repeated");
  const lines = useDoneLines(result.import_id, fate === "all" ? null : fate);
  const keys = useMemo(() => lines.items.map(keyOf), [lines.items]);
  const entries = useMemo<RowEntry<ImportRow>[]>(
    () => lines.items.map((row) => ({ kind: "row", key: keyOf(row), item: row })),
    [lines.items],
  );
  const picks = usePicks(keys);
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 56 });
  useMovingKeys(picks);
  return (
    <>
      <div className={layoutStyles.toolbar}>
        <Segmented<Fate | "all">
          label="Filter lines by result"
          className={styles.results}
          value={fate}
          segments={[
            { value: "all", label: result.repeated > 0 ? "All but already imported" : "All", count: others },
            ...[...counts, ["repeated", result.repeated] as const]
              .filter(([, number]) => number > 0)
              .map(([value, number]) => ({ value, label: FATES_DONE[value], count: number })),
          ]}
          onChange={setFate}
        />
      </div>
      {lines.isPending ? (
        <LoadingRows rows={8} label="Reading the lines" />
      ) : lines.isError ? (
        <FailedState title="The lines could not be loaded" error={lines.error} onRetry={lines.refetch} />
      ) : entries.length === 0 ? (
        <EmptyState icon={FileSearch} title="No lines to show" />
      ) : (
        <RowList
          id="lines"
          className={lines.isPlaceholderData ? cx(styles.lines, styles.outdated) : styles.lines}
          label="Lines of the file and what happened to each"
          entries={entries}
          rowHeight={rowHeight}
          total={lines.total}
          columns={5}
          currentKey={picks.current}
          onCurrent={(key) => picks.moveTo(String(key))}
          onNearEnd={() => lines.hasNextPage && !lines.isFetchingNextPage && void lines.fetchNextPage()}
          rowClass={(row) =>
            row.fate === "left_out" || row.fate === "repeated" ? styles.skipped : undefined
          }
          head={isPhone ? undefined : <LinesHead />}
          renderRow={(row, isCurrent) => (
            <LineRow row={row} currency={result.currency} isCurrent={isCurrent} />
          )}
        />
      )}
    </>
  );
}
