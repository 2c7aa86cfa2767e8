import { useState } from "react";
import { useToday } from "@/entities/app/queries";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import type { Plan } from "../model";
import type { BudgetActions } from "../queries";

interface Props {
  /** The plan whose lines the new one gets. */
  copyOf: Plan | null;
  actions: BudgetActions;
  onAdded: (id: number, isOnce: boolean) => void;
  onClose: () => void;
}

const TYPES: readonly { value: Plan["type"]; label: string }[] = [
  { value: "personal", label: "Personal" },
  { value: "household", label: "Household" },
  { value: "business", label: "Business" },
  { value: "project", label: "Project" },
  { value: "custom", label: "Other" },
];

/** A budget of its own with a name and days, such as a trip. */
export function PlanDialog({ copyOf, actions, onAdded, onClose }: Props) {
  const today = useToday();
  const [name, setName] = useState(copyOf ? `${copyOf.name}, copy` : "");
  const [type, setType] = useState<Plan["type"]>(copyOf?.type ?? "project");
  const [startsOn, setStartsOn] = useState(today);
  const [endsOn, setEndsOn] = useState("");
  const [isTried, setTried] = useState(false);
  const wrongName = name.trim() ? null : "Enter a name.";
  const wrongStart = startsOn ? null : "Enter the first day.";
  const wrongEnd = endsOn && endsOn < startsOn ? "The last day is before the first day." : null;

  async function submit() {
    setTried(true);
    if (wrongName || wrongStart || wrongEnd) return;
    const plan = { name: name.trim(), type, starts_on: startsOn, ends_on: endsOn || null };
    const id = await actions.addPlan(plan, copyOf?.id ?? null);
    if (id === null) return;
    onAdded(id, endsOn !== "");
    onClose();
  }

  return (
    <FormDialog
      title={copyOf ? `Copy ${copyOf.name}` : "New named budget"}
      verb={copyOf ? "Copy" : "Add"}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label="Name" value={name} error={isTried ? wrongName : null} onChange={setName} />
      {!copyOf && <SelectField label="Type" value={type} options={TYPES} onChange={setType} />}
      <TextField
        label="First day"
        type="date"
        value={startsOn}
        error={isTried ? wrongStart : null}
        onChange={setStartsOn}
      />
      <TextField
        label="Last day"
        type="date"
        help="Leave it empty if the budget goes on."
        value={endsOn}
        error={wrongEnd}
        onChange={setEndsOn}
      />
    </FormDialog>
  );
}
