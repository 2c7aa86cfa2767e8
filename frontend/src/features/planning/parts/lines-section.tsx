import { Plus, X } from "lucide-react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { Button, IconButton } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import { repeatWords } from "../model";
import styles from "../planning.module.css";
import { type Line, type Scenario, usePlanningActions } from "../queries";

interface Props {
  scenario: Scenario;
  currency: string;
  onAdd: () => void;
  onEdit: (line: Line) => void;
}

const KINDS = { income: "Income", bill: "Bill", budget: "Budget" } as const;

/** What changes in a scenario. */
export function LinesSection({ scenario, currency, onAdd, onEdit }: Props) {
  const actions = usePlanningActions();
  return (
    <section className={styles.flush} aria-labelledby="h-lines">
      <SectionHeader
        id="h-lines"
        title="Planned bills, income and budgets"
        end={
          <>
            <Button kind="ghost" small onClick={() => void actions.remove(scenario)}>
              Remove scenario
            </Button>
            <Button small icon={Plus} onClick={onAdd}>
              Add
            </Button>
          </>
        }
      />
      {scenario.lines.length === 0 ? (
        <p className={cx("secondary", styles.none)}>
          Nothing differs from how things are yet. Add a bill, an income, or the budget of a category.
        </p>
      ) : (
        <table className={cx(tableStyles.table, styles.lines)}>
          <caption className="visually-hidden">What changes in {scenario.name}</caption>
          <thead>
            <tr>
              <th scope="col">Planned</th>
              <th scope="col" className={styles.wide}>
                Kind
              </th>
              <th scope="col" className={styles.wide}>
                Due
              </th>
              <th scope="col">From</th>
              <th scope="col" className={styles.number}>
                Amount
              </th>
              <th scope="col" className={styles.act}>
                <span className="visually-hidden">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {scenario.lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  <button type="button" className={styles.name} onClick={() => onEdit(line)}>
                    {line.name}
                  </button>
                </th>
                <td className={styles.wide}>
                  {KINDS[line.kind]}
                  {line.replaces_series_id !== null && <span className="muted">, replaces a series</span>}
                </td>
                <td className={styles.wide}>{repeatWords(line)}</td>
                <td>{formatDay(line.anchor_on)}</td>
                <td className={styles.number}>{formatFlow(line.amount_minor, currency)}</td>
                <td>
                  <IconButton
                    icon={X}
                    small
                    label={`Remove ${line.name}`}
                    onClick={() => void actions.removeLine(line)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
