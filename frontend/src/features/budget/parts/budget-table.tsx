import { isFixed } from "@/entities/categories/fixed";
import { addMonths } from "@/kit/dates";
import { formatMonthName } from "@/kit/month-names";
import { Amount, Net } from "@/ui/amount";
import { Twist } from "@/ui/twist";
import { addSums, type BudgetGroup, groupKey, partKey, sumsOf } from "../model";
import type { BudgetPageState } from "../use-budget-page";
import { BudgetRow, Left } from "./budget-row";
import "@/ui/tree-table.css";

/** Main categories with the budgets inside them. */
export function BudgetTable({ page }: { page: BudgetPageState }) {
  const { groups, currency } = page;
  const all = addSums(groups.map(sumsOf));
  return (
    <table className="tbl tree bg">
      <caption className="sr">Budgets of the month</caption>
      <colgroup>
        <col className="nm" />
        <col className="am" />
        <col className="ro" />
        <col className="pg" />
        <col className="spn" />
        <col className="lf" />
        <col className="go" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="nm">
            Category
          </th>
          <th scope="col" className="r">
            Budget
          </th>
          <th scope="col" className="r ro">
            From {formatMonthName(addMonths(page.month, -1))}
          </th>
          <th scope="col" className="pg">
            Used
          </th>
          <th scope="col" className="r spn">
            Spent
          </th>
          <th scope="col" className="r">
            Left
          </th>
          <th scope="col" className="go">
            <span className="sr">More</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Group key={group.id} group={group} page={page} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className="strong all">All</span>
          </th>
          <td className="r strong">
            <Amount minor={all.budgeted} currency={currency} />
          </td>
          <td className="r ink3 ro">
            {all.rolled !== 0 && <Net minor={all.rolled} currency={currency} signed />}
          </td>
          <td className="pg" />
          <td className="r strong spn">
            <Net minor={all.spent} currency={currency} />
          </td>
          <td className="r strong">
            <Left minor={all.left} currency={currency} />
          </td>
          <td className="go" />
        </tr>
      </tfoot>
    </table>
  );
}

function Group({ group, page }: { group: BudgetGroup; page: BudgetPageState }) {
  const isOpen = !page.closed.has(group.id);
  return (
    <>
      <BudgetRow
        {...common(page, groupKey(group))}
        level={0}
        name={group.name}
        short_desc={group.short_desc}
        categoryId={group.id}
        color={group.color}
        isFixed={group.isFixed}
        budget={group.budget}
        sums={sumsOf(group)}
        twist={
          group.parts.length ? (
            <Twist label={`${group.name}, parts`} isOpen={isOpen} onToggle={() => page.fold(group.id)} />
          ) : (
            <span className="gap" />
          )
        }
      />
      {isOpen &&
        group.parts.map((part) => (
          <BudgetRow
            key={part.id}
            {...common(page, partKey(part))}
            level={1}
            name={part.category_name}
            short_desc={part.category_short_desc}
            categoryId={part.category_id}
            color={part.color}
            isFixed={isFixed(part.category_id, page.categories)}
            budget={part}
            sums={{
              budgeted: part.budgeted_minor,
              rolled: part.rolled_minor,
              spent: part.spent_minor,
              left: part.remaining_minor,
            }}
            twist={<span className="gap" />}
          />
        ))}
    </>
  );
}

function common(page: BudgetPageState, key: string) {
  return {
    rowKey: key,
    month: page.month,
    currency: page.currency,
    pace: page.pace,
    isCurrent: page.current === key,
    onCurrent: () => page.moveTo(key),
    isEditing: page.editing === key,
    onEditing: (isOn: boolean) => page.edit(isOn ? key : null),
    actions: page.actions,
  };
}
