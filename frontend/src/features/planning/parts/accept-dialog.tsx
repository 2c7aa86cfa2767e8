import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useUndo } from "@/entities/changes/use-undo";
import { formatDay } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { Checkbox } from "@/ui/checkbox";
import { FormDialog } from "@/ui/form-dialog";
import { repeatWords } from "../model";
import styles from "../planning.module.css";
import { type Scenario, useAccept } from "../queries";

const TARGETS = { income: "schedule", bill: "schedule", budget: "budget" } as const;

interface Props {
  scenario: Scenario;
  currency: string;
  onClose: () => void;
}

/** Takes a scenario over into schedule, budget and goals; single changes can be left out. */
export function AcceptDialog({ scenario, currency, onClose }: Props) {
  const [without, setWithout] = useState<readonly number[]>([]);
  const accept = useAccept(scenario);
  const undo = useUndo();
  const toGoals = scenario.allocations.filter(({ goal_id }) => goal_id !== null);
  const count = scenario.lines.length - without.length + toGoals.length;
  const submit = () =>
    accept.mutate([...without], {
      onSuccess: ({ change_ids }) => {
        undo.done(`${count} ${count === 1 ? "change" : "changes"} accepted`, change_ids);
        onClose();
      },
    });
  return (
    <FormDialog
      title={`Accept ${scenario.name}`}
      verb={`Accept ${count} ${count === 1 ? "change" : "changes"}`}
      onSubmit={submit}
      onClose={onClose}
      isBusy={accept.isPending || count === 0}
      error={accept.error ? sentenceFor(accept.error) : null}
    >
      <ul className={styles.changes}>
        {scenario.lines.map((line) => (
          <li key={line.id}>
            <Checkbox
              label={`Accept ${line.name}`}
              checked={!without.includes(line.id)}
              onChange={({ target: { checked } }) =>
                setWithout((now) => (checked ? now.filter((id) => id !== line.id) : [...now, line.id]))
              }
            />
            <span className="grow">
              {line.name}
              <span className="small muted">
                {" "}
                {TARGETS[line.kind]}, {repeatWords(line)} from {formatDay(line.anchor_on)}
              </span>
            </span>
            <span className="tabular">{formatFlow(line.amount_minor, currency)}</span>
          </li>
        ))}
        {toGoals.map((each) => (
          <li key={`goal-${each.id}`}>
            <span className="grow">
              {each.name}
              <span className="small muted"> goals, a month</span>
            </span>
            <span className="tabular">
              {formatFlow(
                scenario.division.amounts.find(({ allocation_id }) => allocation_id === each.id)
                  ?.amount_minor ?? 0,
                currency,
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="small muted">
        The scenario is kept as it is now. Planning shows it beside what happens from then on.
      </p>
    </FormDialog>
  );
}
