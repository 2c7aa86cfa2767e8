import { useState } from "react";
import { formatDay, isDay } from "@/kit/dates";
import { Field } from "@/ui/field";
import { FormDialog } from "@/ui/form-dialog";
import { LoadingRows } from "@/ui/states";
import styles from "../budget.module.css";
import type { Overview } from "../model";
import { type BudgetActions, usePayDays } from "../queries";

interface Props {
  overview: Overview | undefined;
  actions: BudgetActions;
  onClose: () => void;
}

/** Pay days entered by hand, one a line. Without any, those of a recurring income are used. */
export function PayDaysDialog({ overview, actions, onClose }: Props) {
  const asked = usePayDays(true);
  const [typed, setTyped] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const text = typed ?? (asked.data?.days ?? []).join("\n");
  const days = text.split(/[\s,;]+/).filter(Boolean);
  const bad = days.find((day) => !isDay(day));
  const source = overview?.pay_days_source;

  async function submit() {
    setTried(true);
    if (bad === undefined && (await actions.setPayDays(days))) onClose();
  }

  return (
    <FormDialog title="Pay days" verb="Save" onSubmit={() => void submit()} onClose={onClose}>
      <p className="secondary">
        {source === null || source === undefined
          ? "No pay days are known, so a pay-day budget goes by months. Confirm your pay on Recurring, or enter the days here."
          : source === "entered"
            ? "Later days are as far apart as the last two."
            : `Pay days come from ${source}. Days entered here take their place.`}
        {overview?.next_pay_day && ` The next one is ${formatDay(overview.next_pay_day)}.`}
      </p>
      {asked.isPending ? (
        <LoadingRows label="Loading pay days" />
      ) : (
        <Field
          label="Pay days, one a line"
          help="Year, month and day, for example 2026-11-13. Leave it empty to use the recurring income."
          error={isTried && bad !== undefined ? `“${bad}” is not a day. Write it as 2026-11-13.` : null}
        >
          {(ids) => (
            <textarea
              {...ids}
              rows={6}
              className={styles.days}
              value={text}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
