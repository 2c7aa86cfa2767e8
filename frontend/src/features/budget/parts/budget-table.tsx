import { isFixed } from "@/entities/categories/fixed";
import { cx } from "@/kit/cx";
import { addMonths } from "@/kit/dates";
import { formatMonthName } from "@/kit/month-names";
import { Amount, Net } from "@/ui/amount";
import tableStyles from "@/ui/table.module.css";
import { Twist } from "@/ui/twist";
import styles from "../budget.module.css";
import { addSums, type BudgetGroup, groupKey, partKey, sumsOf } from "../model";
import type { BudgetPageState } from "../use-budget-page";
import { BudgetRow, Left } from "./budget-row";

/** Main categories with the budgets inside them. */
export function BudgetTable({ page }: { page: BudgetPageState }) {
  const { groups, currency } = page;
  const all = addSums(groups.map(sumsOf));
  return (
    <table className={cx(tableStyles.table, tableStyles.tree, styles.table)}>
      <caption className="visually-hidden">Budgets of the month</caption>
      <colgroup>
        <col className={styles.name} />
        <col className={styles.budgetColumn} />
        <col className={styles.rolloverColumn} />
        <col className={styles.pace} />
        <col className={styles.spent} />
        <col className={styles.left} />
        <col className={styles.actions} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            Category
          </th>
          <th scope="col" className="align-right">
            Budget
          </th>
          <th scope="col" className={cx("align-right", styles.rolloverColumn)}>
            From {formatMonthName(addMonths(page.month, -1))}
          </th>
          <th scope="col" className={styles.pace}>
            Used
          </th>
          <th scope="col" className={cx("align-right", styles.spent)}>
            Spent
          </th>
          <th scope="col" className="align-right">
            Left
          </th>
          <th scope="col" className={styles.actions}>
            <span className="visually-hidden">More</span>
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
            <span className={cx("strong", styles.all)}>All</span>
          </th>
          <td className="align-right strong">
            <Amount minor={all.budgeted} currency={currency} />
          </td>
          <td className={cx("align-right muted", styles.rolloverColumn)}>
            {all.rolled !== 0 && <Net minor={all.rolled} currency={currency} signed />}
          </td>
          <td className={styles.pace} />
          <td className={cx("align-right strong", styles.spent)}>
            <Net minor={all.spent} currency={currency} />
          </td>
          <td className="align-right strong">
            <Left minor={all.left} currency={currency} />
          </td>
          <td className={styles.actions} />
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
            <span className={cx(tableStyles.indent, styles.indent)} />
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
            twist={<span className={cx(tableStyles.indent, styles.indent)} />}
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
