import { useState } from "react";
import { cx } from "@/kit/cx";
import { minorDigits, parseAmount, toInput } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import dialogStyles from "@/ui/dialog.module.css";
import { Input } from "@/ui/field";
import listStyles from "@/ui/list.module.css";
import { CategoryDot } from "@/ui/marks";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../budget.module.css";
import { type Line, roundUp, type Suggestion } from "../model";
import { type BudgetActions, useSuggestions } from "../queries";

interface Props {
  month: string;
  currency: string;
  lines: readonly Line[];
  actions: BudgetActions;
  onClose: () => void;
}

/** What categories without a budget usually take. One chooses, changes the amounts, and sets them together. */
export function SuggestDialog({ month, currency, lines: existing, actions, onClose }: Props) {
  const asked = useSuggestions(month, true);
  const [changed, setChanged] = useState<ReadonlyMap<number, string>>(new Map());
  const [flipped, setFlipped] = useState<ReadonlySet<number>>(new Set());
  const lines = (asked.data ?? []).filter((line) => line.usual_minor > 0);
  const covered = new Set([...existing, ...lines].map((one) => one.category_id));
  const isInside = (line: Suggestion) => covered.has(line.parent_category_id ?? 0);
  const isOn = (line: Suggestion) => flipped.has(line.category_id) === isInside(line);
  const unit = 10 ** minorDigits(currency);
  const textOf = (line: Suggestion) =>
    changed.get(line.category_id) ?? toInput(roundUp(line.usual_minor, unit), currency);
  const amountOf = (line: Suggestion) => parseAmount(textOf(line), currency);
  const chosen = lines.filter(isOn);
  const isWrong = chosen.some((line) => (amountOf(line) ?? 0) <= 0);

  function set() {
    onClose();
    void actions.setMany(
      chosen.map((line) => ({
        category_short_desc: line.category_short_desc,
        name: line.category_name,
        month,
        amount_minor: amountOf(line) ?? 0,
      })),
    );
  }

  return (
    <Dialog
      title="Suggested from the last three months"
      isOpen
      onClose={onClose}
      className={dialogStyles.wide}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={!chosen.length || isWrong} onClick={set}>
            Set {count(chosen.length, "budget")}
          </Button>
        </>
      }
    >
      {asked.isPending && <LoadingRows rows={5} label="Looking at recent months" />}
      {asked.isError && (
        <FailedState title="Suggestions could not be loaded" error={asked.error} onRetry={asked.refetch} />
      )}
      {asked.isSuccess && !lines.length && <p>Every category with spending already has a budget.</p>}
      <ul className={cx(listStyles.list, styles.suggestions)}>
        {lines.map((line) => (
          <li key={line.category_id}>
            <Checkbox
              label={`Set a budget for ${line.category_name}`}
              checked={isOn(line)}
              onChange={() => setFlipped(withToggled(flipped, line.category_id))}
            />
            <CategoryDot color={line.color} />
            <span className="grow truncate">
              <span className={styles.chosen}>{line.category_name}</span>{" "}
              <span className="small muted">
                usually <Amount minor={line.usual_minor} currency={currency} />
                {isInside(line) && `, inside ${line.parent_category_name}`}
              </span>
            </span>
            <Input
              className={styles.suggestedAmount}
              aria-label={`Amount for ${line.category_name}`}
              inputMode="decimal"
              value={textOf(line)}
              isBad={isOn(line) && (amountOf(line) ?? 0) <= 0}
              onChange={(event) => setChanged(new Map(changed).set(line.category_id, event.target.value))}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function withToggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
