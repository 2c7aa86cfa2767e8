import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount, Figure, Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { FigureStrip } from "@/ui/figure-strip";
import { PaceBar } from "@/ui/pace-bar";
import styles from "../budget.module.css";
import { addSums, type Group, groupSums, type Overview } from "../model";

interface Props {
  overview: Overview;
  groups: readonly Group[];
  onAssign: () => void;
}

/** What is left with the sum that makes it, and the income that no line has yet. */
export function Totals({ overview, groups, onAssign }: Props) {
  const { left, unassigned, unbudgeted, currency, elapsed } = overview;
  const [budgeted = 0, moved = 0, carried = 0, spent = 0] = left.terms.map((term) => Number(term.value));
  const isOver = elapsed >= 1;
  const own = groups.filter((group) => group.currency === currency);
  return (
    <>
      <FigureStrip
        label="Left to spend"
        figures={[
          {
            label: isOver ? "Left at the end" : "Left to spend",
            isAnswer: true,
            value: (
              <ExplainFigure figure={left}>
                {typeof left.value === "number" ? (
                  <Figure minor={left.value} currency={currency} />
                ) : (
                  "No value"
                )}
              </ExplainFigure>
            ),
            note:
              overview.per_day_minor !== null ? (
                <>
                  <Amount minor={overview.per_day_minor} currency={currency} /> a day until{" "}
                  {formatDay(overview.end)}
                </>
              ) : undefined,
          },
          {
            label: "Budgeted",
            operator: "=",
            value: <Amount minor={budgeted + moved} currency={currency} />,
            note: `in ${count(own.length, "group")}`,
          },
          { label: "Carried in", operator: "+", value: <Net minor={carried} currency={currency} /> },
          { label: "Spent", operator: "−", value: <Net minor={-spent} currency={currency} /> },
          {
            label: "Used, without fixed costs",
            isBeside: true,
            value: <Used overview={overview} groups={own} />,
          },
        ]}
      />
      {overview.left_in_all && (
        <FigureStrip
          label="Left to spend in all currencies"
          figures={[
            { label: "Left in all currencies", value: <ExplainFigure figure={overview.left_in_all} /> },
            ...overview.left_by_currency.map((figure) => ({
              label: `Left in ${figure.unit}`,
              isBeside: true,
              value: <ExplainFigure figure={figure} />,
            })),
          ]}
        />
      )}
      <div className={styles.second}>
        <FigureStrip
          label="Income to be assigned"
          figures={[
            ...(unassigned
              ? [
                  {
                    label: "To be assigned",
                    value: (
                      <span className="inline-row">
                        <ExplainFigure
                          figure={unassigned}
                          className={cx(Number(unassigned.value) < 0 && "danger-text")}
                        />
                        <Button small data-key="a" onClick={onAssign}>
                          {Number(unassigned.value) < 0 ? "Take back" : "Assign"}
                        </Button>
                      </span>
                    ),
                    note: Number(unassigned.value) < 0 ? "more is budgeted than came in" : undefined,
                  },
                  {
                    label: "Income",
                    operator: "=" as const,
                    value: formatNet(Number(unassigned.terms[0]?.value ?? 0), currency),
                  },
                  {
                    label: "Budgeted",
                    operator: "−" as const,
                    value: <Amount minor={budgeted + moved} currency={currency} />,
                  },
                ]
              : []),
            { label: "Spent without a budget", isBeside: true, value: <ExplainFigure figure={unbudgeted} /> },
          ]}
        />
      </div>
    </>
  );
}

function Used({ overview, groups }: { overview: Overview; groups: readonly Group[] }) {
  const free = addSums(groups.filter((group) => !group.isFixed).map(groupSums));
  const available = free.budgeted + free.carried;
  const { elapsed } = overview;
  const percent = available > 0 ? Math.round((Math.max(0, free.spent) / available) * 100) : 0;
  return (
    <span className={styles.used}>
      <span>{percent}%</span>
      <PaceBar available={available} spent={free.spent} pace={elapsed > 0 && elapsed < 1 ? elapsed : null} />
    </span>
  );
}
