import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, ChevronLeft, ChevronRight } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { get } from "@/api/client";
import { FlowBars } from "@/charts/flow-bars";
import { FlowChart } from "@/charts/flow-chart";
import { IncompleteBadge } from "@/entities/accounts/incomplete-badge";
import { useToday } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { formatNet, formatSignedNet } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Figure } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import monthPickerStyles from "@/ui/month-picker.module.css";
import { PageHeader } from "@/ui/page-header";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import styles from "./cash-flow.module.css";
import { barsOf, type CashFlow, daysQuery, KINDS, type Kind, nameOf, partsOf, stepped } from "./model";
import { DriversTable } from "./parts/drivers-table";
import { GoesToTable } from "./parts/goes-to-table";
import { LeftOutTable } from "./parts/left-out-table";
import { PeriodsTable } from "./parts/periods-table";

/** What came in, what went out, what was kept, and why it differs from what is usual. */
export default function CashFlowPage() {
  const today = useToday();
  const address = useAddress();
  const { kind, last, shown, show, put } = address;
  const flow = useQuery({
    queryKey: ["cash-flow", kind, last, shown],
    queryFn: ({ signal }) => get<CashFlow>("/api/cash-flow", { params: { kind, last, shown }, signal }),
    placeholderData: keepPreviousData,
  });
  const found = flow.data;
  const earlier = () => found && put({ last: stepped(found, -1), shown: null });
  const later = () =>
    found && put({ last: stepped(found, 1) >= today ? null : stepped(found, 1), shown: null });
  useShortcuts("Cash flow", [
    { keys: "1", label: "By month", run: () => put({ kind: null, last: null, shown: null }) },
    { keys: "2", label: "By two weeks", run: () => put({ kind: "two_weeks", last: null, shown: null }) },
    { keys: "3", label: "By week", run: () => put({ kind: "week", last: null, shown: null }) },
    { keys: "[", label: "Earlier", run: () => void earlier() },
    { keys: "]", label: "Later", run: () => void later(), isOn: last !== null },
    {
      keys: "t",
      label: "Chart or table",
      run: () => put({ show: show === "table" ? null : "table" }),
    },
  ]);
  const isEmpty = found && found.lines.length === 0 && found.periods.every(isQuiet);
  return (
    <>
      <PageHeader title="Cash flow">
        <Segmented
          label="Period"
          value={kind}
          segments={KINDS}
          onChange={(next) => put({ kind: next === "month" ? null : next, last: null, shown: null })}
        />
        <span className={monthPickerStyles.picker}>
          <IconButton small icon={ChevronLeft} keys="[" label="Earlier" onClick={() => void earlier()} />
          <span className="small tabular">{found?.periods.length ? spanOf(found) : ""}</span>
          <IconButton
            small
            icon={ChevronRight}
            keys="]"
            label="Later"
            disabled={last === null}
            onClick={() => void later()}
          />
        </span>
        <IncompleteBadge
          first={found?.periods[0]?.start ?? null}
          last={found?.periods[found.periods.length - 1]?.end ?? null}
        />
        <span className="grow" />
        <Segmented
          label="Show as"
          className="hide-on-phone"
          value={show}
          segments={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
          onChange={(next) => put({ show: next === "table" ? next : null })}
        />
      </PageHeader>
      <div
        className={cx("scroll-area", flow.isPlaceholderData && styles.outdated)}
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Cash flow"
      >
        {flow.isPending ? (
          <LoadingRows label="Loading cash flow" />
        ) : flow.isError ? (
          <FailedState title="Cash flow could not be worked out" error={flow.error} onRetry={flow.refetch} />
        ) : isEmpty ? (
          <EmptyState
            icon={ArrowLeftRight}
            title="Nothing to show yet"
            act={
              <Link className="link" to="/import">
                Import a file
              </Link>
            }
          >
            Import a file or connect a bank, then in and out appear here by month.
          </EmptyState>
        ) : (
          <Content flow={flow.data} show={show} onChoose={(start) => put({ shown: start })} />
        )}
      </div>
    </>
  );
}

function Content({
  flow,
  show,
  onChoose,
}: {
  flow: CashFlow;
  show: "chart" | "table";
  onChoose: (start: string) => void;
}) {
  const { currency, kept, shown } = flow;
  const name = nameOf(flow.kind, shown);
  const last = flow.periods[flow.periods.length - 1];
  const short = flow.periods.filter(({ kept_minor }) => kept_minor < 0).length;
  const { sources, targets } = partsOf(flow);
  return (
    <>
      <section className={styles.top} aria-labelledby="h-kept">
        <div>
          <h2 id="h-kept" className="small">
            Kept, {name}
          </h2>
          <ExplainFigure figure={kept}>
            {typeof kept.value === "number" ? <Figure minor={kept.value} currency={currency} /> : "No value"}
          </ExplainFigure>
          <Terms
            caption="How it is computed"
            terms={kept.terms.map((term, at) => ({
              sign: at === 0 ? "" : "−",
              label: <Link to={`/data?${daysQuery(shown)}`}>{term.label}</Link>,
              value: formatNet(typeof term.value === "number" ? Math.abs(term.value) : 0, currency),
            }))}
          />
          <p className="small muted">
            {last &&
              `${formatSignedNet(last.running_minor, currency)} kept in ${flow.periods.length} periods, `}
            {short} of {flow.periods.length} short
          </p>
          {flow.other_currencies.length > 0 && (
            <p className="small warning-text">Not in these figures: {flow.other_currencies.join(", ")}</p>
          )}
        </div>
        {show === "table" ? (
          <PeriodsTable flow={flow} onChoose={onChoose} />
        ) : (
          <FlowBars
            label={`In, out and kept by period; ${name} is chosen`}
            bars={barsOf(flow)}
            currency={currency}
            chosen={shown.start}
            onChoose={onChoose}
          />
        )}
      </section>
      <section className={styles.section} aria-labelledby="h-where">
        <div className={styles.heading}>
          <SectionHeader id="h-where" title="Where it went">
            <span className="small muted">{name}</span>
          </SectionHeader>
        </div>
        <div className={styles.where}>
          <FlowChart
            label={`Where the money of ${name} came from and went; the table has the same figures`}
            sources={sources}
            targets={targets}
            currency={currency}
          />
          <GoesToTable flow={flow} />
        </div>
      </section>
      <DriversTable flow={flow} />
      <LeftOutTable flow={flow} />
    </>
  );
}

function isQuiet({ income_minor, spent_minor }: { income_minor: number; spent_minor: number }): boolean {
  return income_minor === 0 && spent_minor === 0;
}

function spanOf({ kind, periods }: CashFlow): string {
  const first = periods[0];
  const last = periods[periods.length - 1];
  return first && last ? `${nameOf(kind, first)} – ${nameOf(kind, last)}` : "";
}

/** What is shown stands in the address. */
function useAddress() {
  const [params, setParams] = useSearchParams();
  const kind: Kind = KINDS.find(({ value }) => value === params.get("kind"))?.value ?? "month";
  const show: "chart" | "table" = params.get("show") === "table" ? "table" : "chart";
  const put = (changes: Readonly<Record<string, string | null>>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { kind, show, last: params.get("last"), shown: params.get("shown"), put };
}
