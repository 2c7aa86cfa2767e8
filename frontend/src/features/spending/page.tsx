import { ChartColumn } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Category, Transaction } from "@/api/types";
import { IncompleteBadge } from "@/entities/accounts/incomplete-badge";
import { fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { SimilarDialog, type SimilarOffer } from "@/entities/transactions/similar-dialog";
import { cx } from "@/kit/cx";
import buttonStyles from "@/ui/button.module.css";
import { Choices, FilterButton } from "@/ui/filter-button";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { useCurrent } from "@/ui/use-current";
import { PeriodBar } from "./parts/period-bar";
import { SpendingTable } from "./parts/spending-table";
import { Totals } from "./parts/totals";
import { YearFigure } from "./parts/year-figure";
import { stepped, titleOf } from "./period";
import styles from "./spending.module.css";
import { useRefile } from "./use-refile";
import { type SpendingPageState, useSpendingPage } from "./use-spending-page";

/** Where the money went: a period by category, down to each row. */
export default function SpendingPage() {
  const page = useSpendingPage();
  const [picking, setPicking] = useState<number | null>(null);
  const [offer, setOffer] = useState<SimilarOffer | null>(null);
  const refile = useRefile(setOffer);
  const { current, moveTo } = useSpendingKeys(page, (row) => setPicking(row.id));
  const { spending, period } = page;

  return (
    <>
      <PageHeader title="Spending">
        <PeriodBar period={period} asOf={page.asOf} onChange={page.setPeriod} />
        <IncompleteBadge first={period.first} last={period.last} />
        <span className="grow" />
        <AccountFilter value={page.account} onChange={(id) => page.put("account_id", id)} />
        <Segmented
          label="Show as"
          className="hide-on-phone"
          value={page.view}
          segments={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={(view) => page.put("show", view === "table" ? view : null)}
        />
      </PageHeader>
      <div
        className={cx("scroll-area", spending.isPlaceholderData && styles.outdated)}
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Spending in ${titleOf(period)}`}
      >
        {spending.isPending ? (
          <LoadingRows label="Loading spending" />
        ) : spending.isError ? (
          <FailedState
            title="Spending could not be loaded"
            error={spending.error}
            onRetry={spending.refetch}
          />
        ) : (
          <>
            <section className={styles.summary} aria-label="Total">
              <Totals page={page} />
              <YearFigure page={page} />
            </section>
            {page.lines.length === 0 ? (
              <Nothing
                title={titleOf(period)}
                currency={page.otherCurrencies.length ? page.currency : null}
              />
            ) : (
              <SpendingTable
                page={page}
                current={current}
                onCurrent={moveTo}
                picking={picking}
                onPick={(row, isOpen) => setPicking(isOpen ? row.id : null)}
                onChoose={(row: Transaction, category: Category) => void refile(row, category)}
              />
            )}
          </>
        )}
      </div>
      {offer && <SimilarDialog offer={offer} onClose={() => setOffer(null)} />}
    </>
  );
}

function useSpendingKeys(page: SpendingPageState, onPick: (row: Transaction) => void) {
  const keys = page.shown.map((line) => line.key);
  const lineAt = (key: string | null) => page.shown.find((line) => line.key === key) ?? null;
  const open = (wanted: boolean | null) => {
    const line = lineAt(current);
    if (line?.kind !== "category" && line?.kind !== "merchant") return;
    if (wanted === null || line.isOpen !== wanted) page.toggle(line.key);
  };
  const pick = () => {
    const line = lineAt(current);
    if (line?.kind === "row") onPick(line.row);
  };
  const { current, moveTo } = useCurrent(keys, [
    {
      keys: "Enter",
      label: "Open or close; on a transaction, change its category",
      run: () => (lineAt(current)?.kind === "row" ? pick() : open(null)),
    },
    { keys: ["l", "ArrowRight"], label: "Open", run: () => open(true) },
    { keys: ["h", "ArrowLeft"], label: "Close", run: () => open(false) },
    { keys: "c", label: "Change the category", run: pick },
    { keys: "[", label: "One period back", run: () => page.setPeriod(stepped(page.period, -1)) },
    {
      keys: "]",
      label: "One period on",
      isOn: stepped(page.period, 1).first <= page.asOf,
      run: () => page.setPeriod(stepped(page.period, 1)),
    },
    {
      keys: "v",
      label: "Chart or table",
      run: () => page.put("show", page.view === "chart" ? "table" : null),
    },
  ]);
  return { current, moveTo };
}

function AccountFilter({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const accounts = inOrder(useAccounts().data ?? []);
  const chosen = accounts.find((one) => String(one.id) === value);
  return (
    <FilterButton
      name="Account"
      className="hide-on-phone"
      chosen={value === null ? null : chosen ? fullName(chosen) : value}
      onClear={() => onChange(null)}
    >
      {(close) => (
        <Choices
          label="Account"
          value={value}
          options={accounts.map((one) => ({ value: String(one.id), label: fullName(one) }))}
          onChoose={(id) => {
            onChange(id);
            close();
          }}
        />
      )}
    </FilterButton>
  );
}

function Nothing({ title, currency }: { title: string; currency: string | null }) {
  return (
    <EmptyState
      icon={ChartColumn}
      title={currency ? `Nothing spent in ${currency} in ${title}` : `Nothing spent in ${title}`}
      act={
        <Link className={buttonStyles.button} to="/import">
          Import a file
        </Link>
      }
    >
      Transactions count once they are confirmed. Income and transfers are not spending.
    </EmptyState>
  );
}
