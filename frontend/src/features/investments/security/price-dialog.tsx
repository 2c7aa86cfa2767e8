import { type FormEvent, useState } from "react";
import { useToday } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, Input } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import type { Security } from "../model";
import { NumberField } from "../parts/activity-dialog";
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

  function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (price !== null) void submit(() => actions.setPrice(security.id, on, price));
  }

  return (
    <Dialog
      title={`New price of ${security.name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="investment-price" disabled={isBusy}>
            Store price
          </Button>
        </>
      }
    >
      <form id="investment-price" className={formStyles.form} onSubmit={send}>
        <div className={formStyles.twoColumns}>
          <Field label="Day">
            {(ids) => (
              <Input
                {...ids}
                type="date"
                value={on}
                max={today}
                onChange={(event) => setOn(event.target.value)}
              />
            )}
          </Field>
          <NumberField
            label={`Price of one share, ${security.currency}`}
            value={typed}
            onChange={setTyped}
            error={isTried ? wrong : null}
          />
        </div>
        {error && (
          <p className="danger-text" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
