import { ArrowDown, ArrowUp, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Payoff as PayoffData } from "@/api/types";
import { LineChart } from "@/charts/line-chart";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { useDebounced } from "@/kit/use-debounced";
import { Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { FigureStrip } from "@/ui/figure-strip";
import { NumberField } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../debts.module.css";
import { linesOf, monthsWords, STRATEGIES, STRATEGY_WORDS, savedWords } from "../model";
import { type PlanChoice, usePayoff, useSetPlan } from "../queries";
import { DebtsTable } from "./debts-table";

/** When all debts of a currency are paid off, in which order, and what that saves. */
export function Payoff({ currency }: { currency: string }) {
  const [tried, setTried] = useState<PlanChoice | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const settled = useDebounced(tried, 150);
  const payoff = usePayoff(currency, settled);
  const save = useSetPlan(currency);
  if (payoff.isPending) return <LoadingRows rows={5} label="Loading the plan" />;
  if (payoff.isError)
    return (
      <FailedState title="The plan could not be computed" error={payoff.error} onRetry={payoff.refetch} />
    );
  const data = payoff.data;
  if (!data.debts.length && !data.left_out.length) return null;
  const choice: PlanChoice = tried ?? {
    strategy: data.strategy,
    extra_minor: data.extra_minor,
    account_order: data.account_order,
  };
  const set = (change: Partial<PlanChoice>) => setTried({ ...choice, ...change });
  const extra = typed ?? toInput(choice.extra_minor, currency);
  const isBad = extra.trim() !== "" && (parseAmount(extra, currency) ?? -1) < 0;
  function type(text: string) {
    setTyped(text);
    const minor = text.trim() ? parseAmount(text, currency) : 0;
    if (minor !== null && minor >= 0) set({ extra_minor: minor });
  }
  return (
    <section className={styles.section} aria-labelledby="h-payoff">
      <SectionHeader
        title="Payoff plan"
        id="h-payoff"
        end={
          tried && (
            <Button
              small
              kind="primary"
              disabled={save.isPending || isBad}
              onClick={() => save.mutate(choice, { onSuccess: () => setTried(null) })}
            >
              Save the plan
            </Button>
          )
        }
      />
      <div className={styles.plan}>
        <div className={styles.choices}>
          <Segmented
            label="Order"
            value={choice.strategy}
            segments={STRATEGIES}
            onChange={(strategy) => set({ strategy, account_order: orderOf(choice, data) })}
          />
          <NumberField
            label="Extra each month"
            value={extra}
            error={isBad ? "Enter an amount from 0, such as 150." : null}
            onChange={type}
          />
          <p className="secondary small">{STRATEGY_WORDS[choice.strategy]}</p>
        </div>
        {data.warnings.map((words) => (
          <Notice key={words} icon={TriangleAlert} kind="warn">
            {words}
          </Notice>
        ))}
        {data.left_out.map(({ account_id, name, why }) => (
          <Notice key={account_id} icon={TriangleAlert}>
            {name} is not in the plan: {why}.
          </Notice>
        ))}
        {data.debts.length > 0 && (
          <>
            <FigureStrip
              label="Payoff"
              figures={[
                {
                  label: "Paid off in",
                  value: monthsWords(data.months),
                  note: savedWords(data),
                  isAnswer: true,
                },
                {
                  label: "Each month",
                  value: <Net minor={data.monthly_minor} currency={currency} />,
                  isBeside: true,
                },
                {
                  label: "Interest in all",
                  value:
                    data.interest_minor === null ? (
                      "–"
                    ) : (
                      <Net minor={data.interest_minor} currency={currency} />
                    ),
                  isBeside: true,
                },
              ]}
            />
            <Chart data={data} />
            <PlanTable data={data} choice={choice} onOrder={(account_order) => set({ account_order })} />
          </>
        )}
      </div>
    </section>
  );
}

function Chart({ data }: { data: PayoffData }) {
  const { plan, minimum } = linesOf(data);
  if (data.course.length < 2) return null;
  const monthAt = (at: number) => {
    const on = data.course[0]?.on ?? "";
    const [year = 0, month = 1] = on.split("-").map(Number);
    const index = year * 12 + month - 1 + at;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
  };
  const step = Math.max(1, Math.ceil(plan.length / 5));
  return (
    <LineChart
      label="What is owed after each month"
      series={[
        { look: "dashed", values: minimum },
        { look: "current", values: plan },
      ]}
      currency={data.currency}
      axis={plan.flatMap((_, at) => (at % step === 0 ? [{ at, text: formatMonth(monthAt(at)) }] : []))}
      describe={(at) => {
        const own = plan[at];
        const least = minimum[at];
        const words = [
          own === null || own === undefined ? "paid off" : `${formatNet(own, data.currency)} owed`,
          least === null || least === undefined
            ? null
            : `${formatNet(least, data.currency)} with minimum payments alone`,
        ];
        return `${formatMonth(monthAt(at))}: ${words.filter(Boolean).join(", ")}`;
      }}
      rest={0}
    />
  );
}

function PlanTable({
  data,
  choice,
  onOrder,
}: {
  data: PayoffData;
  choice: PlanChoice;
  onOrder: (order: number[]) => void;
}) {
  const order = orderOf(choice, data);
  const isOwn = choice.strategy === "own";
  const rows = isOwn
    ? [...data.debts].sort((a, b) => order.indexOf(a.account_id) - order.indexOf(b.account_id))
    : [...data.debts].sort((a, b) => (a.months ?? 1e9) - (b.months ?? 1e9));
  const move = (at: number, by: number) => {
    const next = rows.map(({ account_id }) => account_id);
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at + by, 0, moved);
    onOrder(next);
  };
  const amount = { isRight: true, className: "tabular" };
  const money = (minor: number) => <Net minor={minor} currency={data.currency} />;
  return (
    <DebtsTable
      caption="Debts in the order of the plan"
      rows={rows}
      keyOf={(debt) => debt.account_id}
      columns={[
        { head: "Debt", cell: (debt) => debt.name },
        { ...amount, head: "Owed", cell: (debt) => money(debt.owed_minor) },
        { ...amount, head: "Rate", cell: (debt) => `${debt.rate_percent} %` },
        { ...amount, head: "Minimum", cell: (debt) => money(debt.minimum_minor) },
        {
          ...amount,
          head: "Interest",
          cell: (debt) => (debt.interest_minor === null ? "–" : money(debt.interest_minor)),
        },
        {
          head: "Minimum alone",
          isRight: true,
          className: "tabular secondary",
          cell: (debt) => monthsWords(debt.minimum_only.months),
        },
        {
          head: "Paid off",
          cell: (debt) => (debt.on ? `${formatDay(debt.on)} (${monthsWords(debt.months)})` : "never"),
        },
        ...(isOwn
          ? [
              {
                head: "Order",
                cell: (debt: PayoffData["debts"][number], at: number) => (
                  <span className={styles.acts}>
                    <IconButton
                      small
                      icon={ArrowUp}
                      label={`${debt.name} earlier`}
                      disabled={at === 0}
                      onClick={() => move(at, -1)}
                    />
                    <IconButton
                      small
                      icon={ArrowDown}
                      label={`${debt.name} later`}
                      disabled={at === rows.length - 1}
                      onClick={() => move(at, 1)}
                    />
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The own order with every debt in it: those without a place come last. */
function orderOf(choice: PlanChoice, data: PayoffData): number[] {
  const ids = data.debts.map(({ account_id }) => account_id);
  const placed = choice.account_order.filter((id) => ids.includes(id));
  return [...placed, ...ids.filter((id) => !placed.includes(id))];
}
