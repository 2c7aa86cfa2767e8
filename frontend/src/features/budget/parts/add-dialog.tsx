import { type FormEvent, useState } from "react";
import type { Category } from "@/api/types";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { parseAmount } from "@/kit/money";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import type { BudgetActions } from "../queries";

interface Props {
  currency: string;
  actions: BudgetActions;
  onClose: () => void;
}

/** A budget for any category of spending. */
export function AddBudget({ currency, actions, onClose }: Props) {
  const [category, setCategory] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [typed, setTyped] = useState("");
  const [rollover, setRollover] = useState(false);
  const [isTried, setTried] = useState(false);
  const minor = parseAmount(typed, currency);
  const wrongCategory = category === null ? "Choose a category." : notSpending(category);
  const wrongAmount = minor === null || minor <= 0 ? "Enter an amount, such as 250 or 99.50." : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!category || wrongCategory || wrongAmount || minor === null) return;
    const name = category.display_name;
    void actions.set(
      { category_short_desc: category.short_desc, name, amount_minor: minor, rollover },
      `Budget of ${name} set`,
    );
    onClose();
  }

  return (
    <Dialog
      title="Add a budget"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="add-budget">
            Add budget
          </Button>
        </>
      }
    >
      <form id="add-budget" className={formStyles.form} onSubmit={submit}>
        <Field label="Category" error={isTried || category ? wrongCategory : null}>
          {(ids) => (
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={setCategory}
              trigger={
                <CategoryChip
                  {...ids}
                  name={category?.display_name ?? null}
                  color={category?.color ?? null}
                  kind={category?.kind}
                />
              }
            />
          )}
        </Field>
        <Field label={`Amount a month, ${currency}`} error={isTried ? wrongAmount : null}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Check checked={rollover} onChange={(event) => setRollover(event.target.checked)}>
          Roll over what is left from last month
        </Check>
      </form>
    </Dialog>
  );
}

function notSpending(category: Category): string | null {
  if (category.kind === "income") return "Income cannot have a budget. Choose a spending category.";
  if (category.kind === "transfer") return "A transfer cannot have a budget. Choose another category.";
  return null;
}
