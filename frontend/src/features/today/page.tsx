import { FileUp } from "lucide-react";
import { Link } from "react-router";
import { BankNotices } from "@/entities/banks/bank-notices";
import { cx } from "@/kit/cx";
import { formatWeekday } from "@/kit/dates";
import buttonStyles from "@/ui/button.module.css";
import { Columns } from "@/ui/columns";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import type { Today } from "./model";
import { AccountsGlance } from "./parts/accounts-glance";
import { Ahead } from "./parts/ahead";
import { BackupProof } from "./parts/backup-proof";
import { BudgetGlance } from "./parts/budget-glance";
import { LeftToSpend } from "./parts/left-to-spend";
import { MonthSoFar } from "./parts/month-so-far";
import { NeedsYou } from "./parts/needs-you";
import { Recent } from "./parts/recent";
import { ToReview } from "./parts/to-review";
import { TopCategories } from "./parts/top-categories";
import { useRecordLook, useToday } from "./queries";

/** The two minutes of a day: what is new, what is left, how the month goes. */
export default function TodayPage() {
  const today = useToday();
  useRecordLook(today.isSuccess);
  return (
    <>
      <PageHeader title="Today" about={today.data && formatWeekday(today.data.as_of, today.data.as_of)}>
        <span className="grow" />
        <Link className={buttonStyles.button} to="/import">
          Import a file
        </Link>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Today">
        <BankNotices />
        {today.isPending ? (
          <LoadingRows label="Loading today" />
        ) : today.isError ? (
          <FailedState title="Today could not be loaded" error={today.error} onRetry={today.refetch} />
        ) : today.data.recent.length === 0 ? (
          <Nothing />
        ) : (
          <Content today={today.data} />
        )}
      </div>
    </>
  );
}

function Content({ today }: { today: Today }) {
  return (
    <Columns
      main={
        <>
          <ToReview today={today} />
          <Ahead />
          <NeedsYou />
          <MonthSoFar today={today} />
          <TopCategories today={today} />
          <Recent today={today} />
        </>
      }
      aside={
        <>
          <LeftToSpend today={today} />
          <AccountsGlance today={today} />
          <BudgetGlance today={today} />
          <BackupProof />
        </>
      }
    />
  );
}

function Nothing() {
  return (
    <EmptyState
      icon={FileUp}
      title="No transactions yet"
      act={
        <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/import">
          Import a file
        </Link>
      }
    >
      Import a statement from your bank. You review every line before anything is added.
    </EmptyState>
  );
}
