import { Compass, Plus } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { sentenceFor } from "@/api/errors";
import { useUndo } from "@/entities/changes/use-undo";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { FormDialog } from "@/ui/form-dialog";
import { TextField } from "@/ui/form-fields";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { AcceptDialog } from "./parts/accept-dialog";
import { AllocationsSection } from "./parts/allocations-section";
import { LineDialog } from "./parts/line-dialog";
import { LinesSection } from "./parts/lines-section";
import { Outcome } from "./parts/outcome";
import { SideBySide } from "./parts/side-by-side";
import { type Line, type Scenario, useAddScenario, usePlanning } from "./queries";

type Open =
  | { kind: "scenario" }
  | { kind: "accept"; scenario: Scenario }
  | { kind: "line"; line: Line | null };

/** What could be: scenarios beside how things are, accepted into budget, goals and schedule, held against what happens. */
export default function PlanningPage() {
  const planning = usePlanning();
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open | null>(null);
  const scenarios = planning.data?.scenarios ?? [];
  const shown = scenarios.find(({ id }) => String(id) === params.get("scenario")) ?? scenarios.at(-1);
  const step = (by: number) => {
    if (!shown) return;
    const next = scenarios[(scenarios.indexOf(shown) + by + scenarios.length) % scenarios.length];
    if (next) setParams({ scenario: String(next.id) }, { replace: true });
  };
  useShortcuts("Planning", [
    { keys: "n", label: "New scenario", run: () => setOpen({ kind: "scenario" }) },
    { keys: "l", label: "Next scenario", run: () => step(1) },
    { keys: "h", label: "Previous scenario", run: () => step(-1) },
  ]);
  return (
    <>
      <PageHeader title="Planning">
        <Tabs
          label="Scenarios"
          tabs={scenarios.map((scenario) => ({
            label: scenario.status === "draft" ? scenario.name : `${scenario.name} (${scenario.status})`,
            to: `/planning?scenario=${scenario.id}`,
            isCurrent: scenario === shown,
          }))}
        />
        <span className="grow" />
        <Button icon={Plus} keys="n" onClick={() => setOpen({ kind: "scenario" })}>
          New scenario
        </Button>
        {shown?.status === "draft" && (
          <Button kind="primary" onClick={() => setOpen({ kind: "accept", scenario: shown })}>
            Accept
          </Button>
        )}
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Planning">
        {planning.isPending ? (
          <LoadingRows label="Comparing" />
        ) : planning.isError ? (
          <FailedState
            title="The plans could not be worked out"
            error={planning.error}
            onRetry={planning.refetch}
          />
        ) : !shown ? (
          <EmptyState
            icon={Compass}
            title="What if?"
            act={
              <Button kind="primary" icon={Plus} keys="n" onClick={() => setOpen({ kind: "scenario" })}>
                New scenario
              </Button>
            }
          >
            A scenario is a copy of your real bills and income that you may change. Nothing else changes until
            you accept it.
          </EmptyState>
        ) : (
          <>
            <SideBySide planning={planning.data} current={shown.id} />
            {shown.status === "draft" ? (
              <>
                <LinesSection
                  scenario={shown}
                  currency={planning.data.currency}
                  onAdd={() => setOpen({ kind: "line", line: null })}
                  onEdit={(line) => setOpen({ kind: "line", line })}
                />
                <AllocationsSection key={shown.id} scenario={shown} currency={planning.data.currency} />
              </>
            ) : (
              <Outcome scenario={shown} currency={planning.data.currency} />
            )}
          </>
        )}
      </div>
      {open?.kind === "scenario" && (
        <ScenarioDialog
          onClose={() => setOpen(null)}
          onMade={(id) => setParams({ scenario: String(id) }, { replace: true })}
        />
      )}
      {open?.kind === "line" && shown && planning.data && (
        <LineDialog
          scenario={shown}
          line={open.line}
          currency={planning.data.currency}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === "accept" && planning.data && (
        <AcceptDialog
          scenario={open.scenario}
          currency={planning.data.currency}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function ScenarioDialog({ onClose, onMade }: { onClose: () => void; onMade: (id: number) => void }) {
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const add = useAddScenario();
  const undo = useUndo();
  const submit = () => {
    setTried(true);
    if (!name.trim()) return;
    add.mutate(name.trim(), {
      onSuccess: ({ scenario_id, change_id }) => {
        undo.done(`${name.trim()} added`, change_id);
        onMade(scenario_id);
        onClose();
      },
    });
  };
  return (
    <FormDialog
      title="New scenario"
      verb="Copy as it is"
      onSubmit={submit}
      onClose={onClose}
      isBusy={add.isPending}
      error={add.error ? sentenceFor(add.error) : null}
    >
      <TextField
        label="Name"
        autoFocus
        value={name}
        error={isTried && !name.trim() ? "A scenario needs a name." : null}
        onChange={setName}
      />
    </FormDialog>
  );
}
