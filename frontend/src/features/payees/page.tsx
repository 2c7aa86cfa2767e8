import { GitMerge, Store } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { PayeeRow } from "@/api/types";
import { SearchInput } from "@/entities/transactions/search-input";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { BulkBar } from "@/ui/bulk-bar";
import { Button } from "@/ui/button";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useMovingKeys } from "@/ui/use-moving-keys";
import { usePicks } from "@/ui/use-picks";
import { type PayeeView, viewOf } from "./model";
import { MergeDialog } from "./parts/merge-dialog";
import { PayeeDrawer } from "./parts/payee-drawer";
import { PayeeTable } from "./parts/payee-table";
import { usePayeeActions, usePayees } from "./queries";

const PAGE = 100;
const NONE: readonly PayeeRow[] = [];

/** Everybody whom money went to or came from; spellings of the same one can be merged. */
export default function PayeesPage() {
  const [params, setParams] = useSearchParams();
  const view = viewOf(params);
  const [limit, setLimit] = useState(PAGE);
  const payees = usePayees(view, limit);
  const actions = usePayeeActions();
  const [merging, setMerging] = useState<readonly PayeeRow[] | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const items = payees.data?.items ?? NONE;
  const keys = useMemo(() => items.map((row) => row.merchant_key), [items]);
  const picks = usePicks(keys);
  const selected = items.filter((row) => picks.selected.has(row.merchant_key));
  const show = (changes: Partial<Record<keyof PayeeView, string | null>>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value && value !== "count") next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const open = (key: string) => {
    picks.moveTo(key);
    show({ open: key });
  };

  useMovingKeys(picks);
  useShortcuts("Payees", [
    { keys: "/", label: "Search", run: () => search.current?.focus() },
    {
      keys: "Enter",
      label: "Open",
      isOn: picks.current !== null,
      run: () => picks.current !== null && open(picks.current),
    },
    {
      keys: "m",
      label: "Merge the selected payees",
      isOn: selected.length > 1,
      run: () => setMerging(selected),
    },
  ]);

  return (
    <>
      <PageHeader title="Payees" about={payees.data && count(payees.data.total, "payee")} />
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          <div className={layoutStyles.toolbar}>
            <SearchInput
              label="Search payees"
              placeholder="Name or bank text"
              value={view.search}
              onChange={(text) => show({ search: text })}
              inputRef={search}
              className="grow"
            />
            <Segmented
              label="Order"
              value={view.sort}
              segments={[
                { value: "count", label: "Most seen" },
                { value: "last", label: "Newest" },
                { value: "name", label: "Name" },
              ]}
              onChange={(sort) => show({ sort })}
            />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Payees">
            {payees.isPending ? (
              <LoadingRows label="Loading payees" />
            ) : payees.isError ? (
              <FailedState title="Payees could not be loaded" error={payees.error} onRetry={payees.refetch} />
            ) : items.length === 0 ? (
              <EmptyState icon={Store} title={view.search ? "No payee has this name" : "No payees yet"}>
                {view.search
                  ? "Search for part of a name, or for what the bank writes."
                  : "They come with the first transactions."}
              </EmptyState>
            ) : (
              <>
                <PayeeTable
                  rows={items}
                  current={picks.current}
                  selected={picks.selected}
                  onOpen={open}
                  onSelect={(key, isRange) => (isRange ? picks.rangeTo(key) : picks.toggle(key))}
                />
                {items.length < payees.data.total && (
                  <p className={layoutStyles.toolbar}>
                    <Button onClick={() => setLimit(Math.min(500, limit + PAGE))} disabled={limit >= 500}>
                      {limit >= 500 ? "Search to see others" : "Show more"}
                    </Button>
                  </p>
                )}
              </>
            )}
          </div>
          {selected.length > 0 && (
            <BulkBar count={selected.length} onClear={picks.clear}>
              <Button
                kind="ghost"
                small
                icon={GitMerge}
                keys="m"
                disabled={selected.length < 2}
                onClick={() => setMerging(selected)}
              >
                Merge
              </Button>
            </BulkBar>
          )}
        </div>
        {view.open !== null && (
          <PayeeDrawer key={view.open} merchantKey={view.open} onClose={() => show({ open: null })} />
        )}
      </div>
      {merging && (
        <MergeDialog
          rows={merging}
          onClose={() => setMerging(null)}
          onMerge={(into, name) => {
            const others = merging.map((row) => row.merchant_key).filter((key) => key !== into);
            void actions
              .merge(others, into, name)
              .then((payee) => payee && show({ open: payee.merchant_key }));
            picks.clear();
            setMerging(null);
          }}
        />
      )}
    </>
  );
}
