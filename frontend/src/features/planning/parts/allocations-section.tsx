import { CircleAlert, Plus, X } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { useUndo } from "@/entities/changes/use-undo";
import { cx } from "@/kit/cx";
import { formatSize } from "@/kit/money";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { SectionHeader } from "@/ui/section-header";
import { Select } from "@/ui/select";
import tableStyles from "@/ui/table.module.css";
import { type AllocationForm, allocationForms, allocationOf, givenOut } from "../model";
import styles from "../planning.module.css";
import { type AllocationFields, type Scenario, useActiveGoals, useSetAllocations } from "../queries";

const KINDS = [
  { value: "fixed", label: "fixed" },
  { value: "percent", label: "share" },
] as const;
const NO_GOAL = "none";

/** Where a month's income goes: fixed amounts first, then shares of what they leave. */
export function AllocationsSection({ scenario, currency }: { scenario: Scenario; currency: string }) {
  const [rows, setRows] = useState<AllocationForm[]>(() => allocationForms(scenario, currency));
  const save = useSetAllocations(scenario);
  const undo = useUndo();
  const goals = (useActiveGoals().data?.items ?? []).filter(({ status }) => status === "active");
  const income = scenario.division.income_minor;
  const checked = rows.map((row) => allocationOf(row, currency));
  const good = checked.filter((each): each is AllocationFields => typeof each !== "string");
  const { amounts, left, percent, given, over } = givenOut(
    checked.map((each) => (typeof each === "string" ? { name: "", kind: "fixed", amount_minor: 0 } : each)),
    income,
  );
  const money = (minor: number) => formatSize(minor, currency);
  const set = (at: number, change: Partial<AllocationForm>) =>
    setRows((now) => now.map((row, index) => (index === at ? { ...row, ...change } : row)));
  const isFit = good.length === rows.length && percent <= 100;
  return (
    <section className={styles.flush} aria-labelledby="h-allocations">
      <SectionHeader
        id="h-allocations"
        title="Where a month's income goes"
        end={
          <>
            <Button
              small
              icon={Plus}
              onClick={() =>
                setRows((now) => [...now, { name: "", kind: "percent", value: "", goalId: null }])
              }
            >
              Add
            </Button>
            <Button
              small
              kind="primary"
              disabled={!isFit || save.isPending}
              onClick={() =>
                save.mutate(good, {
                  onSuccess: ({ change_id }) => undo.done("Allocations saved", change_id),
                })
              }
            >
              Save
            </Button>
          </>
        }
      >
        <span className="small muted">
          {money(income)} a month, {money(left)} left for shares
        </span>
      </SectionHeader>
      {rows.length > 0 && (
        <table className={cx(tableStyles.table, styles.allocations)}>
          <caption className="visually-hidden">Allocations</caption>
          <thead>
            <tr>
              <th scope="col">Goes to</th>
              <th scope="col" className={styles.wide}>
                Goal
              </th>
              <th scope="col">Kind</th>
              <th scope="col">Set</th>
              <th scope="col" className={styles.number}>
                Amount
              </th>
              <th scope="col" className={styles.act}>
                <span className="visually-hidden">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => {
              const error = typeof checked[at] === "string" ? checked[at] : null;
              return (
                <tr key={at}>
                  <td>
                    <Input
                      aria-label={`Name of allocation ${at + 1}`}
                      value={row.name}
                      isBad={error === "It needs a name."}
                      onChange={(event) => set(at, { name: event.target.value })}
                    />
                  </td>
                  <td className={styles.wide}>
                    <Select
                      small
                      label={`Goal of allocation ${at + 1}`}
                      value={row.goalId === null ? NO_GOAL : String(row.goalId)}
                      options={[
                        { value: NO_GOAL, label: "no goal" },
                        ...goals.map(({ id, name }) => ({ value: String(id), label: name })),
                      ]}
                      onChange={(chosen) => set(at, { goalId: chosen === NO_GOAL ? null : Number(chosen) })}
                    />
                  </td>
                  <td>
                    <Select
                      small
                      label={`Kind of allocation ${at + 1}`}
                      value={row.kind}
                      options={KINDS}
                      onChange={(kind) => set(at, { kind })}
                    />
                  </td>
                  <td>
                    <Input
                      aria-label={`${row.kind === "fixed" ? "Amount" : "Percent"} of allocation ${at + 1}`}
                      inputMode="decimal"
                      value={row.value}
                      isBad={error !== null || (row.kind === "percent" && percent > 100)}
                      onChange={(event) => set(at, { value: event.target.value })}
                    />
                  </td>
                  <td className={styles.number}>{error ?? money(amounts[at] ?? 0)}</td>
                  <td>
                    <IconButton
                      icon={X}
                      small
                      label={`Remove allocation ${at + 1}`}
                      onClick={() => setRows((now) => now.filter((_, index) => index !== at))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Given out</th>
              <td className={styles.wide} />
              <td />
              <td className={percent > 100 ? "danger-text" : undefined}>{percent > 0 && `${percent}%`}</td>
              <td className={cx(styles.number, over > 0 ? "danger-text" : "medium")}>{money(given)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
      <div className={styles.none}>
        {percent > 100 ? (
          <Notice icon={CircleAlert} kind="bad">
            <b className="medium">
              Shares add up to {percent}%, {money(over)} more than a month brings.
            </b>{" "}
            Nothing is saved until they fit.
          </Notice>
        ) : over > 0 ? (
          <Notice icon={CircleAlert} kind="bad">
            <b className="medium">{money(over)} more than a month brings is given out.</b>
          </Notice>
        ) : (
          rows.length === 0 && <span className="secondary">Nothing is set aside yet.</span>
        )}
        {save.error && (
          <Notice icon={CircleAlert} kind="bad">
            {sentenceFor(save.error)}
          </Notice>
        )}
      </div>
    </section>
  );
}
