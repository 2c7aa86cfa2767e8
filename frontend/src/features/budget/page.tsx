import { ChevronLeft, ChevronRight, Copy, Ellipsis, History, Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { IncompleteBadge } from "@/entities/accounts/incomplete-badge";
import { cx } from "@/kit/cx";
import { addMonths } from "@/kit/dates";
import { formatMonthName } from "@/kit/month-names";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button, IconButton } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { MonthPicker } from "@/ui/month-picker";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { Select } from "@/ui/select";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import styles from "./budget.module.css";
import { PERIOD_NAMES, type PeriodKind, periodName, stepped, VIEWS } from "./model";
import { AddBudget } from "./parts/add-dialog";
import { Alerts } from "./parts/alerts";
import { AssignDialog } from "./parts/assign-dialog";
import { BudgetTable } from "./parts/budget-table";
import { CardReserves } from "./parts/card-reserves";
import { Moves } from "./parts/moves";
import { OtherCurrencies } from "./parts/other-currencies";
import { PayDaysDialog } from "./parts/pay-days-dialog";
import { PlanDialog } from "./parts/plan-dialog";
import { SideBySide } from "./parts/side-by-side";
import { SuggestDialog } from "./parts/suggest-dialog";
import { TemplatesPanel } from "./parts/templates-panel";
import { Totals } from "./parts/totals";
import { Unbudgeted } from "./parts/unbudgeted";
import { type BudgetPageState, useBudgetPage } from "./use-budget-page";

type Open = "add" | "suggest" | "assign" | "plan" | "copy-plan" | "pay-days" | null;
const MAIN = "main";

/** What may be spent in each period, how far it is, and where the money comes from. */
export default function BudgetPage() {
  const page = useBudgetPage();
  const [open, setOpen] = useState<Open>(null);
  const { overview, month, actions, planId } = page;
  const before = month && planId === null ? addMonths(month, -1) : null;
  const copy = () => before && month && void actions.copy(before, month, false);
  useShortcuts("Budget", [
    { keys: "p", label: "Add a budget", run: () => setOpen("add") },
    { keys: "y", label: "Copy the month before", run: () => void copy(), isOn: before !== null },
    { keys: "s", label: "Suggest from history", run: () => setOpen("suggest"), isOn: before !== null },
    {
      keys: "a",
      label: "Assign income",
      run: () => setOpen("assign"),
      isOn: Boolean(overview.data?.unassigned),
    },
  ]);

  return (
    <>
      <PageHeader title="Budget">
        <Period page={page} />
        {overview.data && <IncompleteBadge first={overview.data.start} last={overview.data.end} />}
        <span className="grow" />
        {page.plans.length > 0 && <PlanSelect page={page} />}
        {before && (
          <Button icon={Copy} data-key="y" className={styles.onWide} onClick={() => void copy()}>
            Copy {formatMonthName(before, "long")}
          </Button>
        )}
        <PageMenu page={page} onCopy={copy} onOpen={setOpen} />
        <Button kind="primary" icon={Plus} data-key="p" onClick={() => setOpen("add")}>
          Add
        </Button>
      </PageHeader>
      <div
        className={cx("scroll-area", overview.isPlaceholderData && styles.outdated)}
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={overview.data ? `Budget for ${periodName(overview.data)}` : "Budget"}
      >
        {overview.isPending ? (
          <LoadingRows label="Loading budgets" />
        ) : overview.isError ? (
          <FailedState
            title="Budgets could not be loaded"
            error={overview.error}
            onRetry={overview.refetch}
          />
        ) : (
          <>
            <div className={styles.views}>
              <Segmented
                label="Period"
                value={page.kind}
                segments={viewsOf(page)}
                onChange={(next) => page.showKind(next)}
              />
            </div>
            {overview.data.lines.length > 0 ? (
              <>
                <Totals overview={overview.data} groups={page.groups} onAssign={() => setOpen("assign")} />
                <Alerts overview={overview.data} actions={actions} onCover={page.cover} />
                {currenciesOf(page).map((currency) => (
                  <BudgetTable key={currency} page={page} overview={overview.data} currency={currency} />
                ))}
                <div className={styles.below}>
                  <div>
                    {planId === null && <CardReserves />}
                    <SideBySide lines={overview.data.lines} />
                    <Moves moves={overview.data.moves} actions={actions} />
                  </div>
                  {planId === null && <TemplatesPanel actions={actions} />}
                </div>
              </>
            ) : (
              <Nothing page={page} onCopy={copy} onOpen={setOpen} />
            )}
            <OtherCurrencies overview={overview.data} />
            <Unbudgeted rows={page.unbudgeted} overview={overview.data} actions={actions} />
          </>
        )}
      </div>
      <Dialogs page={page} open={open} onClose={() => setOpen(null)} />
    </>
  );
}

/** The currencies of the lines, that of the totals first. */
function currenciesOf({ groups }: BudgetPageState): string[] {
  return [...new Set(groups.map((group) => group.currency))];
}

function viewsOf({ plan, kind }: BudgetPageState) {
  const views: PeriodKind[] = plan?.ends_on || kind === "once" ? ["once", ...VIEWS] : [...VIEWS];
  return views.map((value) => ({ value, label: value === "once" ? "All" : PERIOD_NAMES[value] }));
}

function Period({ page }: { page: BudgetPageState }) {
  const found = page.overview.data;
  if (page.kind === "month") return <MonthPicker month={page.day.slice(0, 7)} onChange={page.showMonth} />;
  return (
    <span className="inline-row">
      <IconButton
        small
        icon={ChevronLeft}
        label="Earlier"
        keys="["
        onClick={() => found && page.showDay(stepped(found, -1))}
      />
      <span className="medium tabular">{found && periodName(found)}</span>
      <IconButton
        small
        icon={ChevronRight}
        label="Later"
        keys="]"
        onClick={() => found && page.showDay(stepped(found, 1))}
      />
    </span>
  );
}

function PlanSelect({ page }: { page: BudgetPageState }) {
  const options = page.plans.map((plan) => ({
    value: String(plan.id),
    label: plan.name,
    note: plan.is_archived ? "archived" : undefined,
  }));
  return (
    <Select
      label="Budget shown"
      value={page.planId === null ? MAIN : String(page.planId)}
      options={[{ value: MAIN, label: "Main budget" }, ...options]}
      onChange={(value) => {
        const plan = page.plans.find((one) => String(one.id) === value);
        page.showPlan(plan?.id ?? null, Boolean(plan?.ends_on));
      }}
    />
  );
}

function PageMenu({
  page,
  onCopy,
  onOpen,
}: {
  page: BudgetPageState;
  onCopy: () => void;
  onOpen: (open: Open) => void;
}) {
  const { plan, actions, planId, month } = page;
  return (
    <Menu
      label="More for Budget"
      trigger={<IconButton icon={Ellipsis} label="More for Budget" />}
      items={[
        {
          label: "Suggest from history",
          icon: History,
          keys: "s",
          isDisabled: planId !== null || month === null,
          onSelect: () => onOpen("suggest"),
        },
        {
          label: "Copy the month before",
          icon: Copy,
          keys: "y",
          isDisabled: planId !== null || month === null,
          onSelect: onCopy,
        },
        { label: "Pay days", onSelect: () => onOpen("pay-days") },
        null,
        { label: "New named budget", onSelect: () => onOpen("plan") },
        ...(plan
          ? [
              { label: `Copy ${plan.name}`, onSelect: () => onOpen("copy-plan") },
              {
                label: plan.is_archived ? `Use ${plan.name} again` : `Archive ${plan.name}`,
                onSelect: () =>
                  void actions.changePlan(
                    plan.id,
                    { is_archived: !plan.is_archived },
                    plan.is_archived ? `${plan.name} in use again` : `${plan.name} archived`,
                  ),
              },
              {
                label: `Remove ${plan.name}`,
                isDanger: true,
                onSelect: () =>
                  void actions.removePlan(plan).then((done) => done && page.showPlan(null, false)),
              },
            ]
          : []),
      ]}
    />
  );
}

function Dialogs({ page, open, onClose }: { page: BudgetPageState; open: Open; onClose: () => void }) {
  const { overview, actions, plan } = page;
  if (open === "add") return <AddBudget page={page} onClose={onClose} />;
  if (open === "suggest" && page.month)
    return (
      <SuggestDialog
        month={page.month}
        currency={page.currency}
        lines={overview.data?.lines ?? []}
        actions={actions}
        onClose={onClose}
      />
    );
  if (open === "assign" && overview.data)
    return <AssignDialog overview={overview.data} actions={actions} onClose={onClose} />;
  if (open === "pay-days")
    return <PayDaysDialog overview={overview.data} actions={actions} onClose={onClose} />;
  if (open === "plan" || open === "copy-plan")
    return (
      <PlanDialog
        copyOf={open === "copy-plan" ? plan : null}
        actions={actions}
        onAdded={(id, isOnce) => page.showPlan(id, isOnce)}
        onClose={onClose}
      />
    );
  return null;
}

function Nothing({
  page,
  onCopy,
  onOpen,
}: {
  page: BudgetPageState;
  onCopy: () => void;
  onOpen: (open: Open) => void;
}) {
  const { month, plan, overview } = page;
  const name = overview.data ? periodName(overview.data) : "";
  return (
    <EmptyState
      icon={Wallet}
      title={plan ? `${plan.name} has no lines yet` : `No budgets in ${name}`}
      act={
        <span className="inline-row">
          <Button kind="primary" onClick={() => onOpen(plan || !month ? "add" : "suggest")}>
            {plan || !month ? "Add a budget" : "Suggest from history"}
          </Button>
          {!plan && month && (
            <Button onClick={onCopy}>Copy {formatMonthName(addMonths(month, -1), "long")}</Button>
          )}
        </span>
      }
    >
      Set an amount for the categories that matter, by week, month or year. The rest can go without a budget.
    </EmptyState>
  );
}
