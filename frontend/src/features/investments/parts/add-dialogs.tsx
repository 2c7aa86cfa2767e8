import { useState } from "react";
import { useBaseCurrency, useToday } from "@/entities/app/queries";
import { parseAmount } from "@/kit/money";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import styles from "../investments.module.css";
import { type InvestmentActions, useAccounts, useHoldings } from "../queries";
import { AccountDialog } from "./account-dialog";
import { ActivityDialog } from "./activity-dialog";
import { parseDecimal, useSubmit } from "./form";
import { SecurityField, useSecurityChoice } from "./security-field";

export type AddKind = "activity" | "holding" | "account" | "prices" | "portfolio";

interface Props {
  open: string | null;
  actions: InvestmentActions;
  onClose: () => void;
  onOpen: (kind: AddKind) => void;
}

/** Whatever can be added on the page Investments; without an account yet, that comes first. */
export function AddDialogs({ open, actions, onClose }: Props) {
  const accounts = useAccounts().data?.accounts ?? [];
  const common = { actions, onClose };
  if (open === "account" || ((open === "activity" || open === "holding") && accounts.length === 0))
    return <AccountDialog {...common} />;
  if (open === "activity") return <ActivityDialog {...common} />;
  if (open === "holding") return <HoldingDialog {...common} />;
  if (open === "prices") return <PriceFileDialog {...common} />;
  return open === "portfolio" ? <PortfolioDialog {...common} /> : null;
}

type DialogProps = Pick<Props, "actions" | "onClose">;

function HoldingDialog({ actions, onClose }: DialogProps) {
  const today = useToday();
  const base = useBaseCurrency();
  const accounts = useAccounts().data?.accounts ?? [];
  const [accountId, setAccountId] = useState<number | null>(null);
  const account = accounts.find((one) => one.id === accountId) ?? accounts[0];
  const currency = account?.currency ?? base;
  const security = useSecurityChoice(null, currency);
  const [quantity, setQuantity] = useState("");
  const [cost, setCost] = useState("");
  const [price, setPrice] = useState("");
  const [on, setOn] = useState(today);
  const [isTried, setTried] = useState(false);
  const { error, isBusy, submit } = useSubmit(onClose);
  const shares = parseDecimal(quantity);
  const wrongQuantity = shares === null ? "Enter a number of shares, such as 12 or 0.5." : null;

  function send() {
    setTried(true);
    if (!account || security.problem || shares === null) return;
    void submit(async () => {
      const securityId = await security.resolve(actions);
      await actions.addHolding(account.id, {
        security_id: securityId,
        security_type: security.type,
        quantity: shares,
        cost_basis_minor: parseAmount(cost, currency),
        price: parseDecimal(price),
        on,
      });
    });
  }

  return (
    <FormDialog
      title="Add a holding"
      verb="Add holding"
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <p className="small secondary">
        For what an account holds already. To keep each purchase, add an activity instead.
      </p>
      <SelectField
        label="Account"
        value={account ? String(account.id) : null}
        options={accounts.map((one) => ({ value: String(one.id), label: one.account_name }))}
        onChange={(id) => setAccountId(Number(id))}
      />
      <SecurityField choice={security} error={isTried ? security.problem : null} />
      <div className={formStyles.twoColumns}>
        <NumberField
          label="Shares"
          value={quantity}
          onChange={setQuantity}
          error={isTried ? wrongQuantity : null}
        />
        <NumberField label={`What they cost, ${currency}`} value={cost} onChange={setCost} />
        <NumberField label="Price of one share" value={price} onChange={setPrice} />
        <TextField label="Held on" type="date" value={on} max={today} onChange={setOn} />
      </div>
    </FormDialog>
  );
}

function PriceFileDialog({ actions, onClose }: DialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const { error, isBusy, submit } = useSubmit(onClose);
  return (
    <Dialog
      title="Prices from a file"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={!file || isBusy}
            onClick={() => file && void submit(() => actions.loadPrices(file))}
          >
            Load prices
          </Button>
        </>
      }
    >
      <div className={formStyles.form}>
        <Field label="CSV file" help="With the columns ticker, date (2026-03-31) and close.">
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          )}
        </Field>
        {error && (
          <p className="danger-text" role="alert">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function PortfolioDialog({ actions, onClose }: DialogProps) {
  const accounts = useAccounts().data?.accounts ?? [];
  const [name, setName] = useState("");
  const holdings = useHoldings(null).data?.holdings ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [securities, setSecurities] = useState<ReadonlySet<number>>(new Set());
  const [isTried, setTried] = useState(false);
  const { error, isBusy, submit } = useSubmit(onClose);
  const wrong = !name.trim()
    ? "Give the portfolio a name."
    : chosen.size + securities.size === 0
      ? "Choose at least one account or holding."
      : null;

  function send() {
    setTried(true);
    if (wrong) return;
    const members = [
      ...[...chosen].map((account_id) => ({ account_id, security_id: null })),
      ...[...securities].map((security_id) => ({ account_id: null, security_id })),
    ];
    void submit(() => actions.addPortfolio({ name: name.trim(), description: "", members }));
  }

  return (
    <FormDialog
      title="New portfolio"
      verb="Add portfolio"
      onSubmit={send}
      onClose={onClose}
      isBusy={isBusy}
      error={error}
    >
      <TextField label="Name" error={isTried ? wrong : null} value={name} onChange={setName} />
      <MemberChecks
        label="Whole accounts"
        options={accounts.map(({ id, account_name }) => [id, account_name])}
        chosen={chosen}
        onChosen={setChosen}
      />
      <MemberChecks
        label="Holdings, in every account"
        options={holdings.flatMap(({ security_id, name }) =>
          security_id === null ? [] : [[security_id, name]],
        )}
        chosen={securities}
        onChosen={setSecurities}
      />
      <p className="small secondary">A portfolio has its own targets, returns and benchmark.</p>
    </FormDialog>
  );
}

interface MemberChecksProps {
  label: string;
  /** Number and name of each; one that comes twice is shown once. */
  options: readonly (readonly [number, string])[];
  chosen: ReadonlySet<number>;
  onChosen: (chosen: ReadonlySet<number>) => void;
}

function MemberChecks({ label, options, chosen, onChosen }: MemberChecksProps) {
  const names = new Map(options);
  if (names.size === 0) return null;
  return (
    <fieldset className={styles.members}>
      <legend className="small secondary">{label}</legend>
      {[...names].map(([id, name]) => (
        <Check
          key={id}
          checked={chosen.has(id)}
          onChange={(event) => {
            const next = new Set(chosen);
            if (event.target.checked) next.add(id);
            else next.delete(id);
            onChosen(next);
          }}
        >
          {name}
        </Check>
      ))}
    </fieldset>
  );
}
