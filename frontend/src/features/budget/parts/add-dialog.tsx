import { useState } from "react";
import type { Category } from "@/api/types";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { parseAmount } from "@/kit/money";
import { Check } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import { FormDialog } from "@/ui/form-dialog";
import { TextField } from "@/ui/form-fields";
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

  function submit() {
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
    <FormDialog title="Add a budget" verb="Add budget" onSubmit={submit} onClose={onClose}>
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
      <TextField
        label={`Amount a month, ${currency}`}
        error={isTried ? wrongAmount : null}
        inputMode="decimal"
        value={typed}
        onChange={setTyped}
      />
      <Check checked={rollover} onChange={(event) => setRollover(event.target.checked)}>
        Roll over what is left from last month
      </Check>
    </FormDialog>
  );
}

function notSpending(category: Category): string | null {
  if (category.kind === "income") return "Income cannot have a budget. Choose a spending category.";
  if (category.kind === "transfer") return "A transfer cannot have a budget. Choose another category.";
  return null;
}
