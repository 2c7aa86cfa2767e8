import { useState } from "react";
import { useBaseCurrency, useToday } from "@/entities/app/queries";
import { parseAmount, toInput } from "@/kit/money";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import type { Activity } from "../model";
import { type InvestmentActions, type NewActivity, useAccounts } from "../queries";
import { ACTIVITIES } from "./choices";
import { parseDecimal, useSubmit } from "./form";
import { SecurityField, useSecurityChoice } from "./security-field";

type Type = NewActivity["type"];

const WITH_SHARES = new Set<string>(["buy", "sell", "reinvest", "transfer_in", "transfer_out", "spin_off"]);
const WITH_PRICE = new Set<string>(["buy", "sell", "reinvest"]);
const WITHOUT_SECURITY = new Set<string>(["deposit", "withdrawal", "fee", "interest"]);
/** Money comes in: the amount is negative where it is stored. */
const RECEIVED = new Set<string>([
  "sell",
  "dividend",
  "interest",
  "capital_gain",
  "return_of_capital",
  "deposit",
]);

interface Props {
  /** The activity to change; a new one when left out. */
  activity?: Activity;
  /** What a new one begins with. */
  start?: {
    type?: Type;
    securityId?: number;
    accountId?: number;
    quantity?: string;
    lotPicks?: NewActivity["lot_picks"];
  };
  actions: InvestmentActions;
  onClose: () => void;
}

/** One purchase, sale, dividend or whatever else happens in an account. */
export function ActivityDialog({ activity, start = {}, actions, onClose }: Props) {
  const today = useToday();
  const base = useBaseCurrency();
  const accounts = useAccounts().data?.accounts ?? [];
  const [accountId, setAccountId] = useState<number | null>(activity?.account_id ?? start.accountId ?? null);
  const account = accounts.find((one) => one.id === accountId) ?? accounts[0];
  const currency = account?.currency ?? base;
  const [type, setType] = useState<Type>((activity?.type as Type | undefined) ?? start.type ?? "buy");
  const [on, setOn] = useState(activity?.on ?? today);
  const [quantity, setQuantity] = useState(activity?.quantity ?? start.quantity ?? "");
  const [price, setPrice] = useState(activity?.price ?? "");
  const [fees, setFees] = useState(activity?.fees_minor ? toInput(activity.fees_minor, currency) : "");
  const [amount, setAmount] = useState(
    activity?.amount_minor ? toInput(Math.abs(activity.amount_minor), currency) : "",
  );
  const [cost, setCost] = useState(
    activity?.cost_basis_minor ? toInput(activity.cost_basis_minor, currency) : "",
  );
  const [acquiredOn, setAcquiredOn] = useState(activity?.acquired_on ?? "");
  const [share, setShare] = useState(
    activity?.cost_fraction ? String(Number(activity.cost_fraction) * 100) : "",
  );
  const [notes, setNotes] = useState(activity?.notes ?? "");
  const [isTried, setTried] = useState(false);
  const security = useSecurityChoice(activity?.security_id ?? start.securityId ?? null, currency);
  const spun = useSecurityChoice(activity?.related_security_id ?? null, currency);
  const { error, isBusy, submit } = useSubmit(onClose);

  const hasShares = WITH_SHARES.has(type);
  const hasPrice = WITH_PRICE.has(type);
  const hasSecurity = !WITHOUT_SECURITY.has(type);
  const isCash = !hasShares;
  const shares = parseDecimal(quantity);
  const minor = parseAmount(amount, currency);
  const wrong = {
    account: account ? null : "Add an account first.",
    security: hasSecurity ? security.problem : null,
    quantity: hasShares && shares === null ? "Enter a number of shares, such as 12 or 0.5." : null,
    price: hasPrice && price && parseDecimal(price) === null ? "Enter a price, such as 184.25." : null,
    amount:
      (isCash || (hasPrice && !price)) && (minor === null || minor <= 0)
        ? "Enter an amount, such as 1,250 or 13.67."
        : null,
    share: type === "spin_off" && parseDecimal(share) === null ? "Enter a percentage, such as 12.5." : null,
  };

  function send() {
    setTried(true);
    if (!account || Object.values(wrong).some(Boolean)) return;
    void submit(async () => {
      const sign = RECEIVED.has(type) ? -1 : 1;
      const fraction = parseDecimal(share);
      const body: NewActivity = {
        account_id: account.id,
        on,
        type,
        security_id: hasSecurity ? await security.resolve(actions) : null,
        quantity: hasShares ? shares : null,
        price: hasPrice ? parseDecimal(price) : null,
        amount_minor: minor !== null && (isCash || (hasPrice && amount)) ? sign * minor : null,
        fees_minor: parseAmount(fees, currency) ?? 0,
        cost_basis_minor: type === "transfer_in" ? parseAmount(cost, currency) : null,
        acquired_on: type === "transfer_in" && acquiredOn ? acquiredOn : null,
        related_security_id: type === "spin_off" ? await spun.resolve(actions) : null,
        cost_fraction: type === "spin_off" && fraction !== null ? String(Number(fraction) / 100) : null,
        lot_picks:
          start.lotPicks ??
          activity?.lot_picks.map(([opening_id, picked]) => ({
            opening_id: Number(opening_id),
            quantity: String(picked),
          })) ??
          [],
        notes: notes.trim() || null,
      };
      await (activity ? actions.changeActivity(activity.id, body) : actions.addActivity(body));
    });
  }

  return (
    <FormDialog
      title={activity ? "Change the activity" : "Add an activity"}
      verb={activity ? "Save" : "Add activity"}
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <div className={formStyles.twoColumns}>
        <SelectField
          label="What happened"
          value={type}
          options={ACTIVITIES}
          onChange={(next) => setType(next as Type)}
        />
        <TextField label="Day" type="date" value={on} max={today} onChange={setOn} />
      </div>
      <SelectField
        label="Account"
        error={isTried ? wrong.account : null}
        value={account ? String(account.id) : null}
        options={accounts.map((one) => ({ value: String(one.id), label: one.account_name }))}
        onChange={(id) => setAccountId(Number(id))}
      />
      {hasSecurity && <SecurityField choice={security} error={isTried ? wrong.security : null} />}
      <div className={formStyles.twoColumns}>
        {hasShares && (
          <NumberField
            label="Shares"
            value={quantity}
            onChange={setQuantity}
            error={isTried ? wrong.quantity : null}
          />
        )}
        {hasPrice && (
          <NumberField
            label="Price of one share"
            value={price}
            onChange={setPrice}
            error={isTried ? wrong.price : null}
          />
        )}
        {hasPrice && <NumberField label={`Fees, ${currency}`} value={fees} onChange={setFees} />}
        {(isCash || hasPrice) && (
          <NumberField
            label={isCash ? `Amount, ${currency}` : `Amount in all, ${currency}`}
            value={amount}
            onChange={setAmount}
            error={isTried ? wrong.amount : null}
            help={isCash ? undefined : "Follows from shares, price and fees when left empty."}
          />
        )}
        {type === "transfer_in" && (
          <>
            <NumberField label={`What they cost, ${currency}`} value={cost} onChange={setCost} />
            <TextField
              label="Bought on, if known"
              type="date"
              value={acquiredOn}
              max={on}
              onChange={setAcquiredOn}
            />
          </>
        )}
      </div>
      {type === "spin_off" && (
        <>
          <SecurityField choice={spun} label="New security" error={isTried ? spun.problem : null} />
          <NumberField
            label="Part of the cost that goes over, in %"
            value={share}
            onChange={setShare}
            error={isTried ? wrong.share : null}
          />
        </>
      )}
      <TextField label="Note" value={notes} onChange={setNotes} />
    </FormDialog>
  );
}
