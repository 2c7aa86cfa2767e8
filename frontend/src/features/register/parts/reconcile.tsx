import { Check } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useToday } from "@/entities/app/queries";
import { formatDay } from "@/kit/dates";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount, Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Checkbox, Check as CheckLine } from "@/ui/checkbox";
import { Drawer } from "@/ui/drawer";
import fieldStyles from "@/ui/field.module.css";
import { NumberField, TextField } from "@/ui/form-fields";
import { Icon } from "@/ui/icon";
import { LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import { useDraft, useFinish, useRegisterActions } from "../queries";
import styles from "../register.module.css";

interface Props {
  accountId: number;
  currency: string;
  isDebt: boolean;
  onClose: () => void;
}

/** Tick what is on the statement until nothing is unexplained, then finish. */
export function Reconcile({ accountId, currency, isDebt, onClose }: Props) {
  const [on, setOn] = useState(useToday());
  const [typed, setTyped] = useState("");
  const [cleared, setCleared] = useState<ReadonlySet<number>>(new Set());
  const [adjusts, setAdjusts] = useState(false);
  const draft = useDraft(accountId, on);
  const finish = useFinish(accountId, onClose);
  const { reopen } = useRegisterActions();
  const lines = draft.data?.lines ?? [];
  const ticked = lines.filter(({ id }) => !cleared.has(id));
  const closing = typed.trim() ? parseAmount(typed, currency) : null;
  const opening = draft.data?.opening.minor ?? 0;
  const said = opening - ticked.reduce((sum, line) => sum + line.amount_minor, 0);
  const difference = closing === null ? null : closing - said;
  const [newest] = draft.data?.reconciliations ?? [];
  const canFinish = closing !== null && (difference === 0 || adjusts) && !finish.isPending;

  function toggle(id: number) {
    setCleared((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }
  function submit() {
    if (closing === null) return;
    finish.mutate({
      on,
      balance_minor: closing,
      transaction_ids: ticked.map(({ id }) => id),
      adjust: adjusts && difference !== 0,
    });
  }

  return (
    <Drawer
      title="Reconcile"
      label="Reconcile"
      isWide
      onClose={onClose}
      footer={
        <>
          <span className="grow small secondary">{verdict(difference, currency)}</span>
          <Button kind="primary" disabled={!canFinish} onClick={submit}>
            {difference !== 0 && adjusts ? "Add adjustment and finish" : "Finish"}
          </Button>
        </>
      }
    >
      <div className={styles.reconcile}>
        <div className={styles.statementFields}>
          <TextField label="Last day of the statement" type="date" value={on} onChange={setOn} />
          <NumberField
            label="Closing balance"
            value={typed}
            onChange={setTyped}
            error={typed.trim() && closing === null ? "Enter an amount, such as 1234.50." : null}
            help={isDebt ? "Use a minus for what is owed." : undefined}
          />
        </div>
        {(draft.data?.stated.length ?? 0) > 0 && (
          <p className={styles.choices}>
            Stated:{" "}
            {draft.data?.stated.slice(0, 4).map((stated) => (
              <Button
                key={stated.on}
                small
                onClick={() => {
                  setOn(stated.on);
                  setTyped(toInput(stated.balance_minor, currency));
                }}
              >
                {formatDay(stated.on)} {formatNet(stated.balance_minor, currency)}
              </Button>
            ))}
          </p>
        )}
        {draft.data && (
          <Terms
            caption="How the statement is explained"
            terms={[
              {
                sign: "",
                label: openingWords(draft.data.opening),
                value: <Net minor={opening} currency={currency} />,
              },
              {
                sign: "+",
                label: `Ticked, ${count(ticked.length, "transaction")}`,
                value: <Net minor={said - opening} currency={currency} signed />,
              },
              { sign: "=", label: "Transactions say", value: <Net minor={said} currency={currency} /> },
              {
                sign: "",
                label: "Statement says",
                value: closing === null ? "–" : <Net minor={closing} currency={currency} />,
              },
              {
                sign: "",
                label:
                  difference === 0 ? (
                    <span className={styles.agrees}>
                      <Icon of={Check} small /> Agrees to the cent
                    </span>
                  ) : (
                    "Unexplained"
                  ),
                value: difference === null ? "–" : <Net minor={difference} currency={currency} />,
              },
            ]}
          />
        )}
        {difference !== null && difference !== 0 && (
          <CheckLine checked={adjusts} onChange={(event) => setAdjusts(event.target.checked)}>
            Add a transaction “Balance adjustment” of {formatNet(difference, currency)}
          </CheckLine>
        )}
        {finish.error && (
          <p className={fieldStyles.error} role="alert">
            {sentenceFor(finish.error)}
          </p>
        )}
        <h3>
          On the statement{" "}
          <span className="secondary">
            {ticked.length} of {lines.length} ticked
          </span>
        </h3>
        {draft.isPending && <LoadingRows rows={6} label="Loading transactions" />}
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line.id}>
              <Checkbox
                label={`${formatDay(line.on)} ${line.text} ${formatNet(-line.amount_minor, currency)}`}
                checked={!cleared.has(line.id)}
                onChange={() => toggle(line.id)}
              />
              <span className="tabular secondary">{formatDay(line.on)}</span>
              <span className="grow truncate">{line.text}</span>
              <Amount minor={line.amount_minor} currency={currency} />
            </li>
          ))}
        </ul>
        {draft.data && lines.length === 0 && (
          <p className="secondary">Every transaction up to this day is on a reconciled statement.</p>
        )}
        {newest && (
          <p className={styles.reopen}>
            <span className="grow secondary">
              Reconciled to {formatDay(newest.on)}, {count(newest.count, "transaction")}
            </span>
            <Button small onClick={() => void reopen(newest.id, newest.on)}>
              Reopen
            </Button>
          </p>
        )}
      </div>
    </Drawer>
  );
}

function openingWords({ on, source }: { on: string; source: "reconciled" | "stated" | "none" }): string {
  if (source === "none") return "Before the first transaction";
  return `${source === "reconciled" ? "Reconciled" : "Stated"} on ${formatDay(on)}`;
}

function verdict(difference: number | null, currency: string): string {
  if (difference === null) return "Enter the closing balance.";
  return difference === 0
    ? "Finishing protects these amounts and days."
    : `${formatNet(difference, currency)} is unexplained.`;
}
