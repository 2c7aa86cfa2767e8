import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import layoutStyles from "@/ui/layout.module.css";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "./categoriser.module.css";
import { AiSection } from "./parts/ai-section";
import { AskSection } from "./parts/ask-section";
import { CostSection } from "./parts/cost-section";
import { ModelSection } from "./parts/model-section";
import { ProposalsSection } from "./parts/proposals-section";
import { ReceiptsSection } from "./parts/receipts-section";
import { TiersSection } from "./parts/tiers-section";
import { TouchedSection } from "./parts/touched-section";
import { useAiState, useProposals, useTrackRecord } from "./queries";

const KEYS = [
  ["j k", "Next rule"],
  ["Enter", "Accept"],
  ["x", "Drop"],
  ["d", "Changes"],
  ["u", "Undo"],
  ["?", "All keys"],
] as const;

/** What decides categories and how often it was right; what AI is asked, proposes and costs, and what leaves. */
export default function CategoriserPage() {
  const state = useAiState();
  const hasProposals = (useProposals().data?.items.length ?? 0) > 0;
  const record = useTrackRecord();
  return (
    <>
      <header className={layoutStyles.header}>
        <nav className={styles.path} aria-label="Path">
          <Link to="/settings">Settings</Link>
          <Icon of={ChevronRight} small />
        </nav>
        <h1>Categoriser</h1>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Categoriser">
        {record.isError && (
          <FailedState title="The record could not be loaded" error={record.error} onRetry={record.refetch} />
        )}
        {record.data && (
          <>
            <TouchedSection months={record.data.months} />
            <TiersSection tiers={record.data.tiers} />
            <ModelSection model={record.data.model} />
          </>
        )}
        {state.isPending && <LoadingRows rows={8} label="Loading the categoriser" />}
        {state.isError && (
          <FailedState title="The page could not be loaded" error={state.error} onRetry={state.refetch} />
        )}
        {state.data && (
          <>
            <AskSection state={state.data} />
            <ProposalsSection />
            <div className={styles.halves}>
              <AiSection state={state.data} />
              <CostSection state={state.data} />
            </div>
            <ReceiptsSection />
          </>
        )}
      </div>
      {hasProposals && (
        <div className={layoutStyles.keys} role="note" aria-label="Keys for proposed rules">
          {KEYS.map(([keys, words]) => (
            <span key={keys}>
              <KeyCap keys={keys} />
              {words}
            </span>
          ))}
        </div>
      )}
    </>
  );
}
