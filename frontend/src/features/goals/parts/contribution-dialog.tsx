import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useUndo } from "@/entities/changes/use-undo";
import { evaluateAmount } from "@/kit/arithmetic";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, TextField } from "@/ui/form-fields";
import type { Goal } from "../model";
import { useContribute } from "../queries";

/** Money that was put aside for a goal that lies in no account. */
export function ContributionDialog({
  goal,
  today,
  onClose,
}: {
  goal: Goal;
  today: string;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [on, setOn] = useState(today);
  const [isTried, setTried] = useState(false);
  const contribute = useContribute(goal);
  const undo = useUndo();
  const amount = evaluateAmount(typed, goal.currency);
  const error = isTried && !amount ? "Enter what was put aside; with a minus, what was taken out." : null;

  function submit() {
    setTried(true);
    if (!amount) return;
    contribute.mutate(
      { on, amount_minor: amount },
      {
        onSuccess: ({ change_id }) => {
          undo.done(`Money put aside for ${goal.name}`, change_id);
          onClose();
        },
      },
    );
  }
  return (
    <FormDialog
      title={`Add money to ${goal.name}`}
      verb="Add"
      onSubmit={submit}
      onClose={onClose}
      isBusy={contribute.isPending}
      error={contribute.error ? sentenceFor(contribute.error) : null}
    >
      <div className={formStyles.twoColumns}>
        <NumberField label="Amount" autoFocus value={typed} error={error} onChange={setTyped} />
        <TextField label="On" type="date" value={on} onChange={setOn} />
      </div>
    </FormDialog>
  );
}
