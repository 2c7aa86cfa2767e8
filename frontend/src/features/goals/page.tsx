import { Flag, Plus } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useToday } from "@/entities/app/queries";
import { Figure } from "@/ui/amount";
import { Button } from "@/ui/button";
import { ExplainFigure, explainFigure } from "@/ui/explain-figure";
import { FigureStrip } from "@/ui/figure-strip";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import { type Goal, goalsOf, TABS, type TabName } from "./model";
import { ContributionDialog } from "./parts/contribution-dialog";
import { GoalDetail } from "./parts/goal-detail";
import { GoalDialog } from "./parts/goal-dialog";
import { GoalsTable } from "./parts/goals-table";
import { type Goals, useGoalActions, useGoals } from "./queries";

type Open = { kind: "add" } | { kind: "edit" | "contribute"; goal: Goal };

/** What is saved for and paid off, at which pace, and when it is likely reached. */
export default function GoalsPage() {
  const today = useToday();
  const goals = useGoals();
  const actions = useGoalActions();
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((name) => name === params.get("tab")) ?? "active";
  const [open, setOpen] = useState<Open | null>(null);
  const items = goals.data?.items ?? NO_GOALS;
  const shown = goalsOf(items, tab);
  const withCurrent = (run: (goal: Goal) => void) => () => {
    if (chosen) run(chosen);
  };
  const { current, moveTo } = useCurrent(
    shown.map(({ id }) => String(id)),
    [
      { keys: "n", label: "New goal", run: () => setOpen({ kind: "add" }) },
      { keys: "e", label: "Edit the goal", run: withCurrent((goal) => setOpen({ kind: "edit", goal })) },
      {
        keys: "a",
        label: "Put money aside",
        run: withCurrent((goal) => goal.account_id === null && setOpen({ kind: "contribute", goal })),
      },
      {
        keys: "p",
        label: "Pause or resume",
        run: withCurrent(
          (goal) => void actions.setStatus(goal, goal.status === "paused" ? "active" : "paused"),
        ),
      },
      { keys: "f", label: "Finish", run: withCurrent((goal) => void actions.setStatus(goal, "reached")) },
      { keys: "Shift+J", label: "Lower priority", run: withCurrent((goal) => void actions.move(goal, 1)) },
      { keys: "Shift+K", label: "Higher priority", run: withCurrent((goal) => void actions.move(goal, -1)) },
      { keys: "=", label: "Explain what goals need", run: () => explainFigure("goals.month") },
    ],
  );
  const named = params.get("goal");
  const chosen =
    shown.find(({ id }) => String(id) === current) ??
    shown.find(({ id }) => String(id) === named) ??
    shown[0];
  return (
    <>
      <PageHeader title="Goals">
        <Tabs
          label="Goals"
          tabs={TABS.map((name) => ({
            label: TAB_LABELS[name],
            to: name === "active" ? "/goals" : `/goals?tab=${name}`,
            isCurrent: name === tab,
            count: goalsOf(items, name).length,
          }))}
        />
        <span className="grow" />
        <Button kind="primary" icon={Plus} keys="n" onClick={() => setOpen({ kind: "add" })}>
          New goal
        </Button>
      </PageHeader>
      <div className={layoutStyles.split}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div className="scroll-area" role="region" tabIndex={0} aria-label="Goals">
          {goals.isPending ? (
            <LoadingRows label="Loading goals" />
          ) : goals.isError ? (
            <FailedState title="Goals could not be loaded" error={goals.error} onRetry={goals.refetch} />
          ) : shown.length === 0 ? (
            <Nothing tab={tab} onAdd={() => setOpen({ kind: "add" })} />
          ) : (
            <>
              {tab === "active" && <Strip goals={goals.data} />}
              <GoalsTable
                goals={shown}
                current={chosen ? String(chosen.id) : null}
                onShow={(goal) => {
                  moveTo(String(goal.id));
                  setParams(
                    (now) => {
                      const next = new URLSearchParams(now);
                      next.set("goal", String(goal.id));
                      return next;
                    },
                    { replace: true },
                  );
                }}
              />
              {chosen && (
                <GoalDetail
                  goal={chosen}
                  goals={items}
                  onEdit={() => setOpen({ kind: "edit", goal: chosen })}
                  onContribute={() => setOpen({ kind: "contribute", goal: chosen })}
                />
              )}
            </>
          )}
        </div>
      </div>
      {open?.kind === "add" && <GoalDialog goal={null} today={today} onClose={() => setOpen(null)} />}
      {open?.kind === "edit" && <GoalDialog goal={open.goal} today={today} onClose={() => setOpen(null)} />}
      {open?.kind === "contribute" && (
        <ContributionDialog goal={open.goal} today={today} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

const NO_GOALS: readonly Goal[] = [];
const TAB_LABELS: Record<TabName, string> = { active: "Active", reached: "Reached", archived: "Archived" };

function Strip({ goals }: { goals: Goals }) {
  const of = (id: string) => goals.figures.find((figure) => figure.id === id);
  const [need, saved, owed] = [of("goals.month"), of("goals.saved"), of("goals.owed")];
  return (
    <FigureStrip
      label="Goals in figures"
      figures={[
        ...(need
          ? [
              {
                label: need.label,
                isAnswer: true,
                value: (
                  <ExplainFigure figure={need}>
                    {typeof need.value === "number" ? (
                      <Figure minor={need.value} currency={goals.currency} />
                    ) : (
                      "No value"
                    )}
                  </ExplainFigure>
                ),
                note: "to be there by their due dates",
              },
            ]
          : []),
        ...(saved ? [{ label: saved.label, isBeside: true, value: <ExplainFigure figure={saved} /> }] : []),
        ...(owed?.terms.length
          ? [{ label: owed.label, isBeside: true, value: <ExplainFigure figure={owed} /> }]
          : []),
      ]}
    />
  );
}

function Nothing({ tab, onAdd }: { tab: TabName; onAdd: () => void }) {
  if (tab !== "active")
    return (
      <EmptyState icon={Flag} title={tab === "reached" ? "No goal is reached yet" : "Nothing is archived"} />
    );
  return (
    <EmptyState
      icon={Flag}
      title="Nothing to save for yet"
      act={
        <Button kind="primary" icon={Plus} keys="n" onClick={onAdd}>
          New goal
        </Button>
      }
    >
      Most people begin with one month of spending, set aside for emergencies.
    </EmptyState>
  );
}
