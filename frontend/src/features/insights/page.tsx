import { ChartNoAxesCombined, RefreshCw, Sparkles } from "lucide-react";
import { useCallback, useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { InboxItem } from "@/entities/inbox/kinds";
import { useDismiss, useInbox } from "@/entities/inbox/queries";
import { formatMonth } from "@/kit/dates";
import type { Figure } from "@/kit/figure";
import { useScrollToHash } from "@/kit/use-scroll-to-hash";
import { Button, classOf } from "@/ui/button";
import { explainFigure } from "@/ui/explain-figure";
import { PageHeader } from "@/ui/page-header";
import { SectionHeader } from "@/ui/section-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import styles from "./insights.module.css";
import { AnalysisPanel } from "./parts/analysis-panel";
import { AskSection } from "./parts/ask-section";
import { FigureTable } from "./parts/figure-table";
import { InboxSection, inboxKey } from "./parts/inbox-section";
import {
  type SnapshotLine,
  useAi,
  useAnalyses,
  useAnalysis,
  useRemoveAnalysis,
  useSnapshot,
  useWriting,
} from "./queries";

const NO_LINES: readonly SnapshotLine[] = [];
const NO_ITEMS: readonly InboxItem[] = [];

/** The figures of the month, computed without AI; beside them what AI says about them, if it is asked. */
export default function InsightsPage() {
  const snapshot = useSnapshot();
  const ai = useAi().data;
  useScrollToHash(snapshot.isSuccess);
  const analyses = useAnalyses();
  const [params, setParams] = useSearchParams();
  const shownId = Number(params.get("analysis")) || (analyses.data?.[0]?.id ?? null);
  const show = useCallback(
    (id: number | null) => setParams(id === null ? {} : { analysis: String(id) }, { replace: true }),
    [setParams],
  );
  const analysis = useAnalysis(shownId);
  const { writing, trouble, write, stop } = useWriting(show);
  const removal = useRemoveAnalysis();
  const lines = snapshot.data?.lines ?? NO_LINES;
  const figures = useMemo(() => figuresOf(lines), [lines]);
  const analyse = () => {
    if (!writing) void write("/api/insights/analyze", {}, null);
  };
  const items = useInbox().data?.items ?? NO_ITEMS;
  const dismiss = useDismiss();
  const problem = ai && !ai.is_ready ? ai.problem : null;
  const { current } = useCurrent(
    [...lines.map((line) => line.figure.id), ...items.map(inboxKey)],
    [
      { keys: ["Enter", "="], label: "Explain the figure", run: () => current && explainFigure(current) },
      { keys: "a", label: "Analyse", run: analyse },
      { keys: "Escape", label: "Stop", run: stop },
      {
        keys: "d",
        label: "Dismiss the notice on the line",
        run: () => {
          const item = items.find((each) => inboxKey(each) === current);
          if (item) dismiss.mutate(item);
        },
      },
      {
        keys: "/",
        label: "Ask",
        run: () => document.querySelector<HTMLInputElement>("[data-ask]")?.focus(),
      },
    ],
  );
  const isEmpty = lines.every((line) => !line.figure.value);
  return (
    <>
      <PageHeader title="Insights" about={snapshot.data && formatMonth(snapshot.data.month)}>
        <Tabs
          label="Insights"
          tabs={[
            { label: "Figures", to: "/insights", isCurrent: true },
            { label: "Profile", to: "/profile", isCurrent: false },
          ]}
        />
        <span className="grow" />
        <span className="small muted hide-on-phone">{ai?.is_ready ? `AI on, ${ai.model}` : "AI off"}</span>
        <Button
          kind="primary"
          icon={Sparkles}
          keys="a"
          disabled={Boolean(writing) || problem !== null}
          onClick={analyse}
        >
          Analyse
        </Button>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Insights">
        {snapshot.isPending ? (
          <LoadingRows label="Loading figures" />
        ) : snapshot.isError ? (
          <FailedState
            title="The figures could not be computed"
            error={snapshot.error}
            onRetry={snapshot.refetch}
          />
        ) : isEmpty ? (
          <Nothing />
        ) : (
          <div className={styles.two}>
            <section className={styles.main} aria-labelledby="h-figures">
              <div className={styles.head}>
                <SectionHeader
                  title="Figures"
                  id="h-figures"
                  end={
                    <Button kind="ghost" small icon={RefreshCw} onClick={() => void snapshot.refetch()}>
                      Read again
                    </Button>
                  }
                >
                  <span className="small muted">computed here, without AI</span>
                </SectionHeader>
              </div>
              <FigureTable lines={lines} current={current} />
            </section>
            <AnalysisPanel
              analysis={shownId === null ? undefined : analysis.data}
              figures={figures}
              writing={writing}
              trouble={trouble}
              problem={problem}
              onAsk={(message) =>
                void write("/api/insights/chat", { message, analysis_id: shownId }, message)
              }
              onStop={stop}
              onRemove={(id) => removal.mutate(id, { onSuccess: () => show(null) })}
            />
          </div>
        )}
        {!isEmpty && (
          <>
            <InboxSection current={current} />
            <AskSection isAiReady={ai?.is_ready ?? false} />
          </>
        )}
      </div>
    </>
  );
}

function figuresOf(lines: readonly SnapshotLine[]): ReadonlyMap<string, Figure> {
  const all = lines.flatMap(({ figure, against, change }) => [figure, against, change]);
  return new Map(all.filter((figure) => figure !== null).map((figure) => [figure.id, figure]));
}

function Nothing() {
  return (
    <EmptyState
      icon={ChartNoAxesCombined}
      title="No figures yet"
      act={
        <Link className={classOf("primary")} to="/import">
          Import a statement
        </Link>
      }
    >
      Figures come with the first transactions. What is usual needs three whole months.
    </EmptyState>
  );
}
