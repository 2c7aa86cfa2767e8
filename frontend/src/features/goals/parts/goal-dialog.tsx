import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { accountTypeName, fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { useBaseCurrency } from "@/entities/app/queries";
import { useUndo } from "@/entities/changes/use-undo";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import { errorsIn, fieldsOf, formOf, type Goal, type GoalForm, KINDS } from "../model";
import { useKeepGoal } from "../queries";

const NO_ACCOUNT = "none";

/** A new goal, or the particulars of one. */
export function GoalDialog({
  goal,
  today,
  onClose,
}: {
  goal: Goal | null;
  today: string;
  onClose: () => void;
}) {
  const base = useBaseCurrency();
  const currency = goal?.currency ?? base;
  const [form, setForm] = useState(() => formOf(goal));
  const [isTried, setTried] = useState(false);
  const keep = useKeepGoal(goal);
  const undo = useUndo();
  const accounts = inOrder(useAccounts().data ?? []).filter((account) => account.currency === currency);
  const found = errorsIn(form, currency, goal?.due_on === form.due ? "" : today);
  const errors = isTried ? found : {};
  const set = (change: Partial<GoalForm>) => setForm((now) => ({ ...now, ...change }));

  function submit() {
    setTried(true);
    if (Object.keys(found).length) return;
    const fields = fieldsOf(form, currency);
    const { due_on, ...rest } = fields;
    const changes = goal && due_on === goal.due_on ? rest : fields;
    keep.mutate(goal ? changes : { ...fields, kind: form.kind }, {
      onSuccess: ({ change_id }) => {
        undo.done(`${fields.name} ${goal ? "changed" : "added"}`, change_id);
        onClose();
      },
    });
  }
  return (
    <FormDialog
      title={goal ? goal.name : "New goal"}
      verb={goal ? "Save" : "Add goal"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={keep.isPending}
      error={keep.error ? sentenceFor(keep.error) : null}
    >
      <TextField
        label="Name"
        autoFocus
        value={form.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
      <div className={formStyles.twoColumns}>
        {!goal && (
          <SelectField label="Kind" value={form.kind} options={KINDS} onChange={(kind) => set({ kind })} />
        )}
        <NumberField
          label={form.kind === "debt" ? "Owed at the start" : "Target"}
          value={form.target}
          error={errors.target}
          onChange={(target) => set({ target })}
        />
        <TextField
          label="Reach it by"
          type="date"
          help="Optional."
          value={form.due}
          error={errors.due}
          onChange={(due) => set({ due })}
        />
        <SelectField
          label="Where the money lies"
          value={form.accountId === null ? NO_ACCOUNT : String(form.accountId)}
          options={[
            { value: NO_ACCOUNT, label: "Counted by hand" },
            ...accounts.map((account) => ({
              value: String(account.id),
              label: fullName(account),
              note: accountTypeName(account.account_type),
            })),
          ]}
          onChange={(chosen) => set({ accountId: chosen === NO_ACCOUNT ? null : Number(chosen) })}
        />
        {form.accountId !== null && (
          <NumberField
            label="Share of it in percent"
            value={form.share}
            error={errors.share}
            onChange={(share) => set({ share })}
          />
        )}
      </div>
    </FormDialog>
  );
}
