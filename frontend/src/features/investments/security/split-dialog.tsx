import { useState } from "react";
import { useToday } from "@/entities/app/queries";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, TextField } from "@/ui/form-fields";
import type { Security } from "../model";
import { parseDecimal, useSubmit } from "../parts/form";
import type { InvestmentActions } from "../queries";

interface Props {
  security: Security;
  actions: InvestmentActions;
  onClose: () => void;
}

/** A split is a fact of the security: it counts in every account. */
export function SplitDialog({ security, actions, onClose }: Props) {
  const today = useToday();
  const [on, setOn] = useState(today);
  const [numerator, setNumerator] = useState("2");
  const [denominator, setDenominator] = useState("1");
  const [isTried, setTried] = useState(false);
  const { error, isBusy, submit } = useSubmit(onClose);
  const fresh = parseDecimal(numerator);
  const old = parseDecimal(denominator);
  const wrong = (number: string | null) => (isTried && !Number(number) ? "Enter a number above 0." : null);

  function send() {
    setTried(true);
    if (!Number(fresh) || !Number(old) || fresh === null || old === null) return;
    void submit(() => actions.addSplit(security.id, { on, numerator: fresh, denominator: old }));
  }

  return (
    <FormDialog
      title={`Split of ${security.name}`}
      verb="Store split"
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <TextField label="Day" type="date" value={on} max={today} onChange={setOn} />
      <div className={formStyles.twoColumns}>
        <NumberField label="New shares" value={numerator} onChange={setNumerator} error={wrong(fresh)} />
        <NumberField
          label="for old shares"
          value={denominator}
          onChange={setDenominator}
          error={wrong(old)}
        />
      </div>
      <p className="small secondary">The cost stays; it is spread over the new shares.</p>
    </FormDialog>
  );
}
