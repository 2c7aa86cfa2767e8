import { HandCoins } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { Card, Debts, Loan } from "@/api/types";
import { classOf } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { FigureStrip } from "@/ui/figure-strip";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { currenciesOf } from "./model";
import { CardsTable } from "./parts/cards-table";
import { LoansTable } from "./parts/loans-table";
import { Payoff } from "./parts/payoff";
import { ScheduleDrawer } from "./parts/schedule-drawer";
import { CardTermsDialog, LoanTermsDialog } from "./parts/terms-dialogs";
import { useDebts } from "./queries";

type Open = { kind: "card"; card: Card } | { kind: "loan" | "schedule"; loan: Loan };

/** Cards and loans: what is due, what it costs, and when everything is paid off. */
export default function DebtsPage() {
  const debts = useDebts();
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open | null>(null);
  const currencies = debts.data ? currenciesOf(debts.data) : [];
  const currency = currencies.find((each) => each === params.get("currency")) ?? currencies[0];
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader title="Debts">
        <span className="grow" />
        {currency && currencies.length > 1 && (
          <Segmented
            label="Currency of the plan"
            value={currency}
            segments={currencies.map((each) => ({ value: each, label: each }))}
            onChange={(next) => setParams({ currency: next }, { replace: true })}
          />
        )}
      </PageHeader>
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div className="scroll-area" role="region" tabIndex={0} aria-label="Debts">
            {debts.isPending ? (
              <LoadingRows label="Loading debts" />
            ) : debts.isError ? (
              <FailedState title="Debts could not be loaded" error={debts.error} onRetry={debts.refetch} />
            ) : !currency ? (
              <Nothing />
            ) : (
              <>
                <Totals debts={debts.data} />
                <CardsTable
                  cards={debts.data.cards}
                  asOf={debts.data.as_of}
                  onEdit={(card) => setOpen({ kind: "card", card })}
                />
                <LoansTable
                  loans={debts.data.loans}
                  splits={debts.data.splits}
                  asOf={debts.data.as_of}
                  onEdit={(loan) => setOpen({ kind: "loan", loan })}
                  onSchedule={(loan) => setOpen({ kind: "schedule", loan })}
                />
                <Payoff key={currency} currency={currency} />
              </>
            )}
          </div>
        </div>
        {open?.kind === "schedule" && debts.data && (
          <ScheduleDrawer loan={open.loan} asOf={debts.data.as_of} onClose={close} />
        )}
      </div>
      {open?.kind === "card" && <CardTermsDialog card={open.card} onClose={close} />}
      {open?.kind === "loan" && <LoanTermsDialog loan={open.loan} onClose={close} />}
    </>
  );
}

function Totals({ debts: { figures } }: { debts: Debts }) {
  if (!figures.length) return null;
  return (
    <FigureStrip
      label="Cards in all"
      figures={figures.map((figure) => ({
        label: figures.length > 3 ? `${figure.label}, ${figure.id.split(".")[2]}` : figure.label,
        value: <ExplainFigure figure={figure} />,
        isAnswer: figure.id.startsWith("debts.cards."),
        isBeside: !figure.id.startsWith("debts.cards."),
      }))}
    />
  );
}

function Nothing() {
  return (
    <EmptyState
      icon={HandCoins}
      title="No cards or loans"
      act={
        <Link className={classOf("primary")} to="/accounts">
          Add an account
        </Link>
      }
    >
      Add a credit card or a loan on the page Accounts, then its terms and the way out of it appear here.
    </EmptyState>
  );
}
