import { Copy, History, Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { IncompleteBadge } from "@/entities/accounts/incomplete-badge";
import { cx } from "@/kit/cx";
import { addMonths, lastDayOf } from "@/kit/dates";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { MonthPicker } from "@/ui/month-picker";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import styles from "./budget.module.css";
import { AddBudget } from "./parts/add-dialog";
import { BudgetTable } from "./parts/budget-table";
import { MonthGlance } from "./parts/month-glance";
import { OtherCurrencies } from "./parts/other-currencies";
import { SuggestDialog } from "./parts/suggest-dialog";
import { Unbudgeted } from "./parts/unbudgeted";
import { useBudgetPage } from "./use-budget-page";

/** What may be spent this month, and how far it is. */
export default function BudgetPage() {
  const page = useBudgetPage();
  const [open, setOpen] = useState<"add" | "suggest" | null>(null);
  const { budgets, summary, month, actions } = page;
  const before = addMonths(month, -1);
  const copy = () => void actions.copyFrom(before);
  useShortcuts("Budget", [
    { keys: "p", label: "Add a budget", run: () => setOpen("add") },
    { keys: "y", label: `Copy ${formatMonthName(before, "long")}`, run: copy },
    { keys: "s", label: "Suggest from history", run: () => setOpen("suggest") },
  ]);

  return (
    <>
      <PageHeader title="Budget">
        <MonthPicker month={month} onChange={page.setMonth} />
        <IncompleteBadge first={`${month}-01`} last={lastDayOf(month)} />
        <span className="grow" />
        <Button icon={Copy} data-key="y" onClick={copy}>
          <span className={styles.hideOnTablet}>Copy {formatMonthName(before, "long")}</span>
          <span className={styles.iconOnTablet}>Copy {formatMonthName(before, "long")}</span>
        </Button>
        <Button icon={History} data-key="s" onClick={() => setOpen("suggest")}>
          <span className={styles.hideOnTablet}>Suggest from history</span>
          <span className={styles.iconOnTablet}>Suggest from history</span>
        </Button>
        <Button kind="primary" icon={Plus} data-key="p" onClick={() => setOpen("add")}>
          Add
        </Button>
      </PageHeader>
      <div
        className={cx("scroll-area", budgets.isPlaceholderData && styles.outdated)}
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Budget for ${formatMonth(month, "long")}`}
      >
        {budgets.isPending || summary.isPending ? (
          <LoadingRows label="Loading budgets" />
        ) : budgets.isError ? (
          <FailedState title="Budgets could not be loaded" error={budgets.error} onRetry={budgets.refetch} />
        ) : (
          <>
            {summary.data && page.groups.length > 0 && (
              <MonthGlance summary={summary.data} groups={page.groups} />
            )}
            {page.groups.length > 0 ? (
              <BudgetTable page={page} />
            ) : (
              <Nothing month={month} onCopy={copy} onSuggest={() => setOpen("suggest")} />
            )}
            {summary.data && <OtherCurrencies summary={summary.data} />}
            <Unbudgeted rows={page.unbudgeted} month={month} actions={actions} />
          </>
        )}
      </div>
      {open === "add" && (
        <AddBudget currency={page.currency} actions={actions} onClose={() => setOpen(null)} />
      )}
      {open === "suggest" && (
        <SuggestDialog
          month={month}
          currency={page.currency}
          budgets={budgets.data ?? []}
          actions={actions}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function Nothing({ month, onCopy, onSuggest }: { month: string; onCopy: () => void; onSuggest: () => void }) {
  return (
    <EmptyState
      icon={Wallet}
      title={`No budgets in ${formatMonth(month, "long")}`}
      act={
        <span className="inline-row">
          <Button kind="primary" onClick={onSuggest}>
            Suggest from history
          </Button>
          <Button onClick={onCopy}>Copy {formatMonthName(addMonths(month, -1), "long")}</Button>
        </span>
      }
    >
      Set a monthly amount for the categories that matter. The rest can go without a budget.
    </EmptyState>
  );
}
