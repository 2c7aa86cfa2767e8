import { useState } from "react";
import { useBaseCurrency } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { parseAmount, toInput } from "@/kit/money";
import { Amount } from "@/ui/amount";
import { TextField } from "@/ui/form-fields";
import styles from "../categories.module.css";
import { type AmountRule, findRules } from "../model";
import { RULES, useAmountRules } from "../queries";
import { RuleDialog } from "./rule-dialog";
import { type DialogProps, Rules } from "./rule-list";

const patternOf = (rule: AmountRule) => rule.description_pattern;

/** Rules for merchants where the amount tells the category. */
export function AmountRules({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  const base = useBaseCurrency();
  return (
    <Rules
      label="Amount rules"
      kind="amounts"
      className={styles.amountRules}
      path={RULES}
      rules={useAmountRules()}
      patternOf={patternOf}
      find={findRules}
      empty="For merchants where the amount tells the category: same description, different amount."
      note={({ notes }) => notes && <span className="small muted">{notes}</span>}
      before={[
        {
          className: cx("align-right", styles.amount),
          head: "Amount",
          cell: (rule) => <Amount minor={rule.amount_minor} currency={rule.currency ?? base} />,
        },
        {
          className: styles.tolerance,
          head: <span className="visually-hidden">Tolerance</span>,
          cell: (rule) => (
            <span className="small muted">
              {rule.tolerance_minor > 0 && (
                <>
                  ± <Amount minor={rule.tolerance_minor} currency={rule.currency ?? base} />
                </>
              )}
              {rule.currency === null && " any currency"}
            </span>
          ),
        },
      ]}
      Dialog={AmountRuleDialog}
      isAdding={isAdding}
      onAdded={onAdded}
    />
  );
}

function AmountRuleDialog({ rule, actions, onClose }: DialogProps<AmountRule>) {
  const base = useBaseCurrency();
  const [currency, setCurrency] = useState(rule ? (rule.currency ?? "") : base);
  const unit = /^[A-Z]{3}$/.test(currency) ? currency : base;
  const [amount, setAmount] = useState(rule ? toInput(rule.amount_minor, unit) : "");
  const [tolerance, setTolerance] = useState(rule ? toInput(rule.tolerance_minor, unit) : "0.01");
  const [notes, setNotes] = useState(rule?.notes ?? "");
  const amount_minor = parseAmount(amount, unit);
  const tolerance_minor = parseAmount(tolerance, unit);
  const isTolerance = tolerance_minor !== null && tolerance_minor >= 0;
  return (
    <RuleDialog
      name="amount rule"
      path={RULES}
      actions={actions}
      id={rule?.id ?? null}
      pattern={rule?.description_pattern ?? ""}
      category={rule?.category_short_desc ?? null}
      notes={notes.trim() || null}
      toRule={(description_pattern) =>
        amount_minor === null || !isTolerance
          ? null
          : { description_pattern, amount_minor, tolerance_minor, currency: currency || null }
      }
      fields={(isTried) => (
        <div className={styles.threeColumns}>
          <TextField
            label="Amount"
            value={amount}
            onChange={setAmount}
            help="Use a minus for money in."
            error={isTried && amount_minor === null ? "Enter an amount." : null}
          />
          <TextField
            label="Tolerance"
            value={tolerance}
            onChange={setTolerance}
            error={isTried && !isTolerance ? "Enter an amount, or 0." : null}
          />
          <TextField
            label="Currency"
            value={currency}
            onChange={(text) => setCurrency(text.toUpperCase().slice(0, 3))}
            help="Leave empty for any."
          />
        </div>
      )}
      beside={<TextField label="Note" value={notes} onChange={setNotes} />}
      onClose={onClose}
    />
  );
}
