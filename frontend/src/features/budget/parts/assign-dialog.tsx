import { useState } from "react";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField } from "@/ui/form-fields";
import type { Overview } from "../model";
import type { BudgetActions } from "../queries";

interface Props {
  overview: Overview;
  actions: BudgetActions;
  onClose: () => void;
}

/** Gives income to a line, or takes it back from one if more was budgeted than came in. */
export function AssignDialog({ overview, actions, onClose }: Props) {
  const { currency, day } = overview;
  const unassigned = Number(overview.unassigned?.value ?? 0);
  const isTakingBack = unassigned < 0;
  const lines = overview.lines.filter((line) => line.currency === currency);
  const [key, setKey] = useState<string | null>(null);
  const line = lines.find((one) => one.category_short_desc === key);
  const most = isTakingBack ? Math.max(line?.own.left_minor ?? 0, 0) : unassigned;
  const suggested = isTakingBack ? Math.min(-unassigned, most) : Math.min(lackOf(line) || most, most);
  const [typed, setTyped] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const minor = parseAmount(typed ?? toInput(suggested, currency), currency);
  const wrong =
    minor === null || minor <= 0
      ? "Enter an amount above zero."
      : minor > most
        ? `At most ${formatNet(most, currency)}.`
        : null;

  async function submit() {
    setTried(true);
    if (!line || wrong || minor === null) return;
    const short = line.category_short_desc;
    const words = isTakingBack
      ? `${formatNet(minor, currency)} taken back from ${line.category_name}`
      : `${formatNet(minor, currency)} assigned to ${line.category_name}`;
    const keys = isTakingBack
      ? { from_short_desc: short, to_short_desc: null }
      : { from_short_desc: null, to_short_desc: short };
    if (await actions.move({ plan_id: null, ...keys, amount_minor: minor, on: day }, words)) onClose();
  }

  return (
    <FormDialog
      title={isTakingBack ? "Take back from a line" : "Assign income"}
      verb={isTakingBack ? "Take back" : "Assign"}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="secondary tabular">
        {isTakingBack
          ? `${formatNet(-unassigned, currency)} more is budgeted than came in.`
          : `${formatNet(unassigned, currency)} of income is not assigned yet.`}
      </p>
      <SelectField
        label="Line"
        value={key}
        placeholder="Choose a line"
        error={isTried && !line ? "Choose a line." : null}
        options={lines.map((one) => ({
          value: one.category_short_desc,
          label: one.category_name,
          note: formatNet(one.own.left_minor, currency),
        }))}
        onChange={setKey}
      />
      <NumberField
        label={`Amount, ${currency}`}
        value={typed ?? toInput(suggested, currency)}
        error={isTried || typed !== null ? wrong : null}
        onChange={setTyped}
      />
    </FormDialog>
  );
}

function lackOf(line: Overview["lines"][number] | undefined): number {
  return Math.max(-(line?.own.left_minor ?? 0), 0);
}
