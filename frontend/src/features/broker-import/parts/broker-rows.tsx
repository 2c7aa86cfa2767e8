import { CircleCheck, CirclePlus, CircleX, FileSearch, type LucideIcon, MinusCircle } from "lucide-react";
import { useMemo, useState } from "react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { Amount } from "@/ui/amount";
import layoutStyles from "@/ui/layout.module.css";
import { Pill, type PillTone } from "@/ui/pill";
import { Cell, HeadCell, type RowEntry, RowList } from "@/ui/row-list";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useMovingKeys } from "@/ui/use-moving-keys";
import { usePicks } from "@/ui/use-picks";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../broker-import.module.css";
import { FATE_ORDER, FATES, type Fate, type Preview, type Row, typeName } from "../model";
import { useRows } from "../queries";

const SIGNS: Record<Fate, { icon: LucideIcon; tone: PillTone }> = {
  new: { icon: CirclePlus, tone: "fresh" },
  repeated: { icon: CircleCheck, tone: "off" },
  unreadable: { icon: CircleX, tone: "bad" },
  left_out: { icon: MinusCircle, tone: "off" },
};

/** Each line of the file with its fate and the reason. */
export function BrokerRows({ preview, revision }: { preview: Preview; revision: number }) {
  const [fate, setFate] = useState<Fate | "all">("all");
  const rows = useRows(preview.id, fate === "all" ? null : fate, revision);
  const items = useMemo(() => rows.data?.pages.flatMap((page) => page.items) ?? [], [rows.data]);
  const keys = useMemo(() => items.map((_, index) => index), [items]);
  const picks = usePicks(keys);
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 56 });
  const entries = useMemo<RowEntry<Row>[]>(
    () => items.map((item, index) => ({ kind: "row", key: index, item })),
    [items],
  );
  useMovingKeys(picks);
  return (
    <>
      <div className={layoutStyles.toolbar}>
        <Segmented<Fate | "all">
          label="Filter lines by result"
          className={styles.results}
          value={fate}
          segments={[
            { value: "all", label: "All", count: preview.counts.total },
            ...FATE_ORDER.map((one) => ({ value: one, label: FATES[one], count: preview.counts[one] })),
          ]}
          onChange={setFate}
        />
      </div>
      {rows.isPending ? (
        <LoadingRows rows={12} label="Reading the lines" />
      ) : rows.isError ? (
        <FailedState title="The lines could not be loaded" error={rows.error} onRetry={rows.refetch} />
      ) : items.length === 0 ? (
        <EmptyState icon={FileSearch} title="No lines with this result" />
      ) : (
        <RowList
          id="broker-lines"
          className={styles.rows}
          label="Lines of the file and what will happen to each"
          entries={entries}
          rowHeight={rowHeight}
          total={rows.data?.pages[0]?.total ?? items.length}
          columns={7}
          currentKey={picks.current ?? null}
          onCurrent={(key) => picks.moveTo(Number(key))}
          onNearEnd={() => rows.hasNextPage && !rows.isFetchingNextPage && void rows.fetchNextPage()}
          rowClass={(row) =>
            row.fate === "repeated" || row.fate === "left_out" ? styles.skipped : undefined
          }
          head={isPhone ? undefined : <Head />}
          renderRow={(row) => <OneRow row={row} />}
        />
      )}
    </>
  );
}

function Head() {
  return (
    <>
      <HeadCell className="align-right">Line</HeadCell>
      <HeadCell>Date</HeadCell>
      <HeadCell>Type</HeadCell>
      <HeadCell>Security</HeadCell>
      <HeadCell className={cx(styles.trade, "align-right")}>Quantity, price</HeadCell>
      <HeadCell className="align-right">Amount</HeadCell>
      <HeadCell>Result</HeadCell>
    </>
  );
}

function OneRow({ row }: { row: Row }) {
  const { icon, tone } = SIGNS[row.fate];
  const isText = row.type === null;
  return (
    <>
      <Cell className={cx(styles.lineNumber, "align-right tabular muted small")}>{row.line_no}</Cell>
      <Cell className={cx(styles.date, "tabular secondary")}>{row.on ? formatDay(row.on) : ""}</Cell>
      <Cell className={styles.type}>{typeName(row.type)}</Cell>
      <Cell className={cx(styles.security, "truncate", row.fate === "unreadable" && "danger-text")}>
        {isText ? row.raw : (row.security ?? typeName(row.type))}
      </Cell>
      <Cell className={cx(styles.trade, "align-right tabular secondary small")}>
        {row.quantity && (row.price ? `${row.quantity} × ${row.price}` : row.quantity)}
      </Cell>
      <Cell className={cx(styles.amount, "align-right")}>
        {row.amount_minor !== null && row.currency && row.type !== "split" ? (
          <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.type === "holding"} />
        ) : null}
      </Cell>
      <Cell className={styles.result}>
        <span className={cx(styles.reason, "small")}>
          <Pill tone={tone} icon={icon}>
            {FATES[row.fate]}
          </Pill>
          <span className="truncate grow secondary" title={row.reason ?? undefined}>
            {row.reason}
          </span>
        </span>
      </Cell>
    </>
  );
}
