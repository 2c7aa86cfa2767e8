import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useBaseCurrency } from "@/entities/app/queries";
import { CategoryName } from "@/entities/categories/category-name";
import { useCategoryMap } from "@/entities/categories/queries";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { FailedState, LoadingRows } from "@/ui/faces";
import { Cell, HeadCell } from "@/ui/row-list";
import { type AmountRule, findRules } from "../model";
import { RULES, useAmountRules, useTaxonomyActions } from "../queries";
import { AmountRuleDialog } from "./amount-rule-dialog";
import { RuleList } from "./rule-list";

const keyOf = (rule: AmountRule) => `r${rule.id}`;

/** The same description, told apart by what was paid. */
export function AmountRules({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  const rules = useAmountRules();
  const actions = useTaxonomyActions();
  const categories = useCategoryMap();
  const base = useBaseCurrency();
  const isPhone = useIsPhone();
  const [edited, setEdited] = useState<AmountRule | null>(null);
  const removeOne = (rule: AmountRule) =>
    void actions.removeRule(RULES, rule.id, `Rule for “${rule.description_pattern}” deleted`);
  if (rules.isPending) return <LoadingRows label="Loading rules" />;
  if (rules.isError)
    return <FailedState title="Rules could not be loaded" error={rules.error} onRetry={rules.refetch} />;
  return (
    <>
      <RuleList
        label="Amount rules"
        className="aru"
        all={rules.data}
        keyOf={keyOf}
        find={findRules}
        columns={7}
        head={isPhone ? undefined : <Head />}
        empty="For merchants where the amount tells the category: same description, different amount."
        onEdit={setEdited}
        onDelete={removeOne}
        renderRow={(rule) => (
          <>
            <Cell className="pt">
              <span className="med">{rule.description_pattern}</span>{" "}
              {rule.notes && <span className="small ink3">{rule.notes}</span>}
            </Cell>
            <Cell className="r am">
              <Amount minor={rule.amount_minor} currency={rule.currency ?? base} />
            </Cell>
            <Cell className="to small ink3">
              {rule.tolerance_minor > 0 && (
                <>
                  ± <Amount minor={rule.tolerance_minor} currency={rule.currency ?? base} />
                </>
              )}
              {rule.currency === null && " any currency"}
            </Cell>
            <Cell className="ca">
              <span className="cat">
                <CategoryName
                  name={rule.category_name}
                  parent={null}
                  color={categories.get(rule.category_short_desc)?.color ?? null}
                  kind={categories.get(rule.category_short_desc)?.kind}
                />
              </span>
            </Cell>
            <Cell className="r num hi">{formatCount(rule.hits)}</Cell>
            <Cell className="la small ink3 num">
              {rule.last_matched_at ? formatDay(dayOf(rule.last_matched_at)) : "never"}
            </Cell>
            <Cell className="go">
              <IconButton
                icon={Pencil}
                small
                label={`Edit the rule for ${rule.description_pattern}`}
                onClick={() => setEdited(rule)}
              />
              <IconButton
                icon={Trash2}
                small
                label={`Delete the rule for ${rule.description_pattern}`}
                onClick={() => removeOne(rule)}
              />
            </Cell>
          </>
        )}
      />
      {(isAdding || edited) && (
        <AmountRuleDialog
          rule={edited}
          actions={actions}
          onClose={() => {
            setEdited(null);
            onAdded();
          }}
        />
      )}
    </>
  );
}

function Head() {
  return (
    <>
      <HeadCell className="pt">Description</HeadCell>
      <HeadCell className="r">Amount</HeadCell>
      <HeadCell className="to">
        <span className="sr">Tolerance</span>
      </HeadCell>
      <HeadCell>Category</HeadCell>
      <HeadCell className="r">Matches</HeadCell>
      <HeadCell className="la">Last match</HeadCell>
      <HeadCell>
        <span className="sr">Actions</span>
      </HeadCell>
    </>
  );
}
