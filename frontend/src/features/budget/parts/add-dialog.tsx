import { useState } from "react";
import type { Category } from "@/api/types";
import { useAccounts } from "@/entities/accounts/queries";
import { useToday } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import { type Carry, PER_PERIOD, PERIOD_NAMES, type PeriodKind } from "../model";
import { usePeriodSuggestions } from "../queries";
import type { BudgetPageState } from "../use-budget-page";

interface Props {
  page: BudgetPageState;
  onClose: () => void;
}

const CARRIES: readonly { value: Carry; label: string }[] = [
  { value: "nothing", label: "Limit: what is not spent is gone" },
  { value: "surplus", label: "Envelope: what is left is carried on" },
  { value: "surplus_and_debt", label: "Envelope: debt is carried on too" },
];

/** A budget for any category of spending, in any period. */
export function AddBudget({ page, onClose }: Props) {
  const { plan, planId, actions } = page;
  const currencies = useCurrencies(page.currency);
  const [currency, setCurrency] = useState(page.currency);
  const today = useToday();
  const [category, setCategory] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [typed, setTyped] = useState("");
  const [period, setPeriod] = useState<PeriodKind>(plan?.ends_on ? "once" : "month");
  const [carry, setCarry] = useState<Carry>("nothing");
  const [startsOn, setStartsOn] = useState(plan?.starts_on ?? page.overview.data?.start ?? today);
  const [endsOn, setEndsOn] = useState("");
  const [isTried, setTried] = useState(false);
  const usual = usePeriodSuggestions(period).data?.find((one) => one.category_id === category?.id);
  const minor = parseAmount(typed, currency);
  const wrongCategory = category === null ? "Choose a category." : notSpending(category);
  const wrongAmount = minor === null || minor < 0 ? "Enter an amount, zero or more." : null;
  const wrongEnd = endsOn && endsOn < startsOn ? "The last day is before the first day." : null;
  // A month of the main budget in the base currency is stored by itself; all else stands until it ends.
  const isMonthly = planId === null && period === "month" && currency === page.currency;
  const month = isMonthly ? (page.month ?? today.slice(0, 7)) : null;

  async function submit() {
    setTried(true);
    if (!category || wrongCategory || wrongAmount || wrongEnd || minor === null) return;
    const name = category.display_name;
    const same = { category_short_desc: category.short_desc, amount_minor: minor };
    const done = month
      ? await actions.set(
          { ...same, name, month, rollover: carry !== "nothing", carries_debt: carry !== "surplus" },
          `Budget of ${name} set`,
        )
      : await actions.addLine(
          { ...same, plan_id: planId, period, currency, carry, starts_on: startsOn, ends_on: endsOn || null },
          name,
        );
    if (done) onClose();
  }

  return (
    <FormDialog title="Add a budget" verb="Add budget" onSubmit={() => void submit()} onClose={onClose}>
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
      <NumberField
        label={`Amount ${PER_PERIOD[period]}, ${currency}`}
        error={isTried ? wrongAmount : null}
        value={typed}
        onChange={setTyped}
      />
      {currencies.length > 1 && (
        <SelectField
          label="Currency"
          value={currency}
          options={currencies.map((code) => ({ value: code, label: code }))}
          onChange={setCurrency}
        />
      )}
      {usual && currency === page.currency && (
        <p className="small secondary">
          Median of the last {usual.periods_minor.length}: {formatNet(usual.median_minor, currency)}{" "}
          <Button small onClick={() => setTyped(toInput(usual.median_minor, currency))}>
            Use it
          </Button>
        </p>
      )}
      <SelectField
        label="Period"
        value={period}
        options={periodOptions(plan !== null)}
        onChange={setPeriod}
      />
      <SelectField label="At the end of a period" value={carry} options={CARRIES} onChange={setCarry} />
      {!month && (
        <>
          <TextField label="First day" type="date" value={startsOn} onChange={setStartsOn} />
          <TextField
            label="Last day"
            type="date"
            help="Leave it empty if it goes on."
            value={endsOn}
            error={wrongEnd}
            onChange={setEndsOn}
          />
        </>
      )}
    </FormDialog>
  );
}

/** The base currency and those of the accounts. */
function useCurrencies(base: string): string[] {
  const { data: accounts = [] } = useAccounts();
  return [...new Set([base, ...accounts.map((account) => account.currency).sort()])];
}

function periodOptions(hasPlan: boolean): { value: PeriodKind; label: string }[] {
  const kinds = (Object.keys(PERIOD_NAMES) as PeriodKind[]).filter((kind) => hasPlan || kind !== "once");
  return kinds.map((value) => ({
    value,
    label: value === "once" ? "Once, for all its days" : PERIOD_NAMES[value],
  }));
}

function notSpending(category: Category): string | null {
  if (category.kind === "income") return "Income cannot have a budget. Choose a spending category.";
  if (category.kind === "transfer") return "A transfer cannot have a budget. Choose another category.";
  return null;
}
