import { useState } from "react";
import { ApiError, sentenceFor } from "@/api/errors";
import type { Category } from "@/api/types";
import { AccountSelect } from "@/entities/accounts/account-select";
import { useAccounts } from "@/entities/accounts/queries";
import { useBaseCurrency } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { evaluateAmount } from "@/kit/arithmetic";
import { isDay, today } from "@/kit/dates";
import { toInput } from "@/kit/money";
import { Field } from "@/ui/field";
import fieldStyles from "@/ui/field.module.css";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { TextField } from "@/ui/form-fields";
import { Segmented } from "@/ui/segmented";
import { useAddRow } from "../queries";

/** A row written by hand: cash, a share of a bill, a correction. */
export function AddDialog({ onClose }: { onClose: () => void }) {
  const accounts = useAccounts().data ?? [];
  const base = useBaseCurrency();
  const add = useAddRow();
  const [accountId, setAccount] = useState<number | null>(null);
  const [on, setOn] = useState(today());
  const [description, setDescription] = useState("");
  const [typed, setTyped] = useState("");
  const [way, setWay] = useState<"out" | "in">("out");
  const [category, setCategory] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [notes, setNotes] = useState("");
  const [wasTried, setTried] = useState(false);

  const account =
    accounts.find((one) => one.id === accountId) ?? (accounts.length === 1 ? accounts[0] : undefined);
  const currency = account?.currency ?? base;
  const amount = evaluateAmount(typed, currency);
  const fields = add.error instanceof ApiError ? add.error.fields : {};
  const problems = {
    account: account ? null : "Choose an account.",
    on: isDay(on) ? null : "Enter a valid date.",
    description: description.trim() ? null : "Enter a description.",
    amount: amount === null || amount === 0 ? `Enter an amount like ${toInput(4618, currency)}` : null,
  };
  const isReady = Object.values(problems).every((problem) => problem === null);
  const told = (name: keyof typeof problems, field: string = name) =>
    (wasTried ? problems[name] : null) ?? fields[field];

  function submit() {
    setTried(true);
    if (!isReady || !account || amount === null) return;
    add.mutate(
      {
        account_id: account.id,
        on,
        description: description.trim(),
        amount_minor: way === "out" ? Math.abs(amount) : -Math.abs(amount),
        category_short_desc: category?.short_desc ?? null,
        notes: notes.trim() || null,
      },
      { onSuccess: onClose },
    );
  }

  return (
    <FormDialog
      title="Add transaction"
      verb="Add transaction"
      onSubmit={submit}
      onClose={onClose}
      isBusy={add.isPending}
      error={add.error && Object.keys(fields).length === 0 ? sentenceFor(add.error) : null}
    >
      <div className={formStyles.twoColumns}>
        <Field label="Account" error={told("account", "account_id")}>
          {(ids) => <AccountSelect {...ids} value={account?.id ?? null} onChange={setAccount} />}
        </Field>
        <TextField label="Day" error={told("on")} type="date" value={on} onChange={setOn} />
      </div>
      <TextField
        label="Description"
        error={told("description")}
        value={description}
        autoFocus
        onChange={setDescription}
      />
      <div className={formStyles.twoColumns}>
        <TextField
          label={`Amount, ${currency}`}
          error={told("amount", "amount_minor")}
          inputMode="decimal"
          className="tabular"
          value={typed}
          onChange={setTyped}
        />
        <div className={fieldStyles.labelled}>
          <span className={fieldStyles.label}>Direction</span>
          <Segmented
            label="Direction"
            value={way}
            segments={[
              { value: "out", label: "Money out" },
              { value: "in", label: "Money in" },
            ]}
            onChange={setWay}
          />
        </div>
      </div>
      <div className={fieldStyles.labelled}>
        <span className={fieldStyles.label}>Category</span>
        <CategoryPicker
          isOpen={isPicking}
          onOpenChange={setPicking}
          onChoose={setCategory}
          anchor={
            <CategoryChip
              name={category?.display_name ?? null}
              color={category?.color ?? null}
              kind={category?.kind}
              onClick={() => setPicking(!isPicking)}
            />
          }
        />
      </div>
      <TextField label="Note" value={notes} onChange={setNotes} />
    </FormDialog>
  );
}
