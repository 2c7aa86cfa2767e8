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

/** The price of a day as a person states it; no other source replaces it. */
export function PriceDialog({ security, actions, onClose }: Props) {
  const today = useToday();
  const [on, setOn] = useState(today);
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const { error, isBusy, submit } = useSubmit(onClose);
  const price = parseDecimal(typed);
  const wrong = price === null ? "Enter a price, such as 184.25." : null;

  function send() {
    setTried(true);
    if (price !== null) void submit(() => actions.setPrice(security.id, on, price));
  }

  return (
    <FormDialog
      title={`New price of ${security.name}`}
      verb="Store price"
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <div className={formStyles.twoColumns}>
        <TextField label="Day" type="date" value={on} max={today} onChange={setOn} />
        <NumberField
          label={`Price of one share, ${security.currency}`}
          value={typed}
          onChange={setTyped}
          error={isTried ? wrong : null}
        />
      </div>
    </FormDialog>
  );
}
