import { type FormEvent, useState } from "react";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Input } from "@/ui/field";
import { LoadingRows } from "@/ui/states";
import styles from "../investments.module.css";
import type { Holdings } from "../model";
import { type InvestmentActions, type ScopeId, useHoldings } from "../queries";
import { parseDecimal, useSubmit } from "./form";

interface Props {
  portfolio: ScopeId;
  actions: InvestmentActions;
  onClose: () => void;
}

/** The share that each holding should have. */
export function TargetsDialog({ portfolio, actions, onClose }: Props) {
  const { data } = useHoldings(portfolio);
  return data ? (
    <TargetsForm holdings={data} portfolio={portfolio} actions={actions} onClose={onClose} />
  ) : (
    <Dialog title="Targets" isOpen onClose={onClose}>
      <LoadingRows rows={5} />
    </Dialog>
  );
}

function TargetsForm({ holdings, portfolio, actions, onClose }: Props & { holdings: Holdings }) {
  const lines = new Map(
    holdings.holdings.flatMap((line) =>
      line.security_id === null ? [] : [[line.security_id, line.name] as const],
    ),
  );
  for (const target of holdings.targets)
    if (target.security_id !== null) lines.set(target.security_id, target.name);
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(
    () =>
      new Map(
        holdings.targets.flatMap((target) =>
          target.security_id === null ? [] : [[target.security_id, target.target_percent] as const],
        ),
      ),
  );
  const { error, isBusy, submit } = useSubmit(onClose);
  const sum = [...typed.values()].reduce((all, text) => all + Number(parseDecimal(text) ?? 0), 0);

  function send(event: FormEvent) {
    event.preventDefault();
    const ofTypes = holdings.targets.flatMap((target) =>
      target.security_type === null
        ? []
        : [{ security_id: null, security_type: target.security_type, weight_percent: target.target_percent }],
    );
    const targets = [...typed].flatMap(([security_id, text]) => {
      const weight_percent = parseDecimal(text);
      return weight_percent === null ? [] : [{ security_id, security_type: null, weight_percent }];
    });
    void submit(() => actions.setTargets({ portfolio_id: portfolio, targets: [...targets, ...ofTypes] }));
  }

  return (
    <Dialog
      title="Targets"
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="grow secondary tabular">{sum.toFixed(1)} % of 100 %</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="investment-targets" disabled={isBusy}>
            Save targets
          </Button>
        </>
      }
    >
      <form id="investment-targets" onSubmit={send}>
        <ul className={styles.trades}>
          {[...lines].map(([id, name]) => (
            <li key={id}>
              <label className="grow truncate" htmlFor={`target-${id}`}>
                {name}
              </label>
              <Input
                id={`target-${id}`}
                inputMode="decimal"
                autoComplete="off"
                className={styles.targetInput}
                value={typed.get(id) ?? ""}
                onChange={(event) => setTyped((now) => new Map(now).set(id, event.target.value))}
              />
              <span className="muted">%</span>
            </li>
          ))}
        </ul>
        {error && (
          <p className="danger-text" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
