import { cx } from "@/kit/cx";
import { Amount, Net } from "@/ui/amount";
import tableStyles from "@/ui/table.module.css";
import { Twist } from "@/ui/twist";
import styles from "../budget.module.css";
import { addSums, type Group, groupKey, groupSums, lineKey, type Overview, sumsOf } from "../model";
import type { BudgetPageState } from "../use-budget-page";
import { BudgetRow, Left } from "./budget-row";

interface Props {
  page: BudgetPageState;
  overview: Overview;
  currency: string;
}

/** Main categories with the lines inside them, in one currency. */
export function BudgetTable({ page, overview, currency }: Props) {
  const groups = page.groups.filter((group) => group.currency === currency);
  const all = addSums(groups.map(groupSums));
  const isOther = currency !== page.currency;
  return (
    <table className={cx(tableStyles.table, tableStyles.tree, styles.table)}>
      <caption className={isOther ? cx("medium", styles.currencyCaption) : "visually-hidden"}>
        {isOther ? `Budgets in ${currency}` : "Budgets"}
      </caption>
      <colgroup>
        <col className={styles.name} />
        <col className={styles.kindColumn} />
        <col className={styles.budgetColumn} />
        <col className={styles.carriedColumn} />
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
          <th scope="col" className={styles.kindColumn}>
            Kind and period
          </th>
          <th scope="col" className="align-right">
            Budget
          </th>
          <th scope="col" className={cx("align-right", styles.carriedColumn)}>
            Carried in
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
          <GroupRows key={groupKey(group)} group={group} page={page} overview={overview} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <span className={cx("strong", styles.all)}>All</span>
          </th>
          <td className={styles.kindColumn} />
          <td className="align-right strong">
            <Amount minor={all.budgeted} currency={currency} />
          </td>
          <td className={cx("align-right muted", styles.carriedColumn)}>
            {all.carried !== 0 && <Net minor={all.carried} currency={currency} signed />}
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

function GroupRows({ group, page, overview }: { group: Group; page: BudgetPageState; overview: Overview }) {
  const isOpen = !page.closed.has(group.id);
  const indent = <span className={cx(tableStyles.indent, styles.indent)} />;
  const { line } = group;
  return (
    <>
      <BudgetRow
        rowKey={groupKey(group)}
        page={page}
        overview={overview}
        level={0}
        name={group.name}
        color={group.color}
        isFixed={group.isFixed}
        line={line}
        currency={group.currency}
        categoryId={group.id}
        sums={groupSums(group)}
        twist={
          group.parts.length ? (
            <Twist label={`${group.name}, parts`} isOpen={isOpen} onToggle={() => page.fold(group.id)} />
          ) : (
            indent
          )
        }
      />
      {isOpen &&
        group.parts.map((part) => (
          <BudgetRow
            key={lineKey(part)}
            rowKey={lineKey(part)}
            page={page}
            overview={overview}
            level={1}
            name={part.category_name}
            color={part.color}
            isFixed={part.is_fixed}
            line={part}
            currency={group.currency}
            categoryId={part.category_id}
            sums={sumsOf(part)}
            twist={indent}
          />
        ))}
    </>
  );
}
