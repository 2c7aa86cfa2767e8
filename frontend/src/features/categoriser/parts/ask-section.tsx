import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import type { AiPurpose, AiRun, AiState } from "@/api/types";
import { count, formatCount, listOf } from "@/kit/words";
import { Button, LinkButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { TierBadge } from "@/ui/marks";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import { EmptyState } from "@/ui/states";
import styles from "../categoriser.module.css";
import { estimateWords, leftOutWords } from "../model";
import { useAsk, useForgetUnmatched, useStop } from "../queries";
import { useRun, watchRun } from "../run";
import sentText from "./sent-text.module.css";

/** What is undecided, and the two things AI can be asked about it; the cost is shown before anything is sent. */
export function AskSection({ state }: { state: AiState }) {
  const client = useQueryClient();
  const streamed = useRun();
  const run = state.run?.phase === "asking" ? (streamed ?? state.run) : state.run;
  const isAsking = run?.phase === "asking";
  // A run that this window did not start, or that was on its way when the page was loaded.
  useEffect(() => {
    if (isAsking) watchRun(client);
  }, [isAsking, client]);
  return (
    <section className={styles.section} aria-labelledby="h-ask">
      <div className={styles.heading}>
        <h2 id="h-ask">Undecided</h2>
        <span className="muted tabular">
          {count(state.pending.transaction_count, "transaction")} without a suggestion
        </span>
      </div>
      {state.provider === "off" ? (
        <EmptyState icon={WifiOff} title="Nothing leaves this computer">
          AI is off: no connection is made at all.
          {state.categories.merchants > 0 &&
            ` Switch it on below to ask about ${count(state.categories.merchants, "merchant")}.`}
        </EmptyState>
      ) : (
        <>
          {state.problem && (
            <Notice icon={CircleAlert} kind="bad">
              {state.problem}{" "}
              <Link className="link" to="/settings">
                Settings
              </Link>
            </Notice>
          )}
          {isAsking && run ? <Running run={run} /> : <Questions state={state} />}
          {run && !isAsking && <Outcome run={run} />}
        </>
      )}
    </section>
  );
}

function Questions({ state }: { state: AiState }) {
  const [asked, setAsked] = useState<AiPurpose | null>(null);
  const ask = useAsk();
  const forget = useForgetUnmatched();
  const { pending } = state;
  const leftOut = leftOutWords(pending);
  const canAsk = state.is_ready && !ask.isPending;
  const hasMerchants = state.categories.merchants + pending.remembered > 0;
  return (
    <div className={styles.questions}>
      <div>
        <Button kind="primary" disabled={!canAsk || !hasMerchants} onClick={() => setAsked("categories")}>
          {hasMerchants
            ? `Ask AI about ${count(state.categories.merchants, "undecided merchant")}`
            : "No merchant to ask about"}
        </Button>
        <p className={styles.note}>
          {state.categories.calls > 0 ? `${estimateWords(state.categories)}. ` : ""}
          Each merchant is asked once; its suggestion waits in Review.
        </p>
      </div>
      <div>
        <Button disabled={!canAsk || !state.rules.merchants} onClick={() => setAsked("rules")}>
          Ask AI for rules
        </Button>
        <p className={styles.note}>
          {state.rules.calls > 0 ? `${estimateWords(state.rules)}. ` : ""}
          Rules are tried on your history first, and cost nothing once accepted.
        </p>
      </div>
      {(leftOut.length > 0 || pending.unmatched > 0) && (
        <p className={styles.note}>
          {leftOut.length > 0 && `Not asked: ${listOf(leftOut)}. `}
          {pending.unmatched > 0 && (
            <>
              {formatCount(pending.unmatched)} asked before without an answer.{" "}
              <LinkButton disabled={forget.isPending} onClick={() => forget.mutate()}>
                Ask about them again
              </LinkButton>
            </>
          )}
        </p>
      )}
      {asked && (
        <AskDialog
          purpose={asked}
          state={state}
          onClose={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            ask.mutate(asked);
          }}
        />
      )}
    </div>
  );
}

interface DialogProps {
  purpose: AiPurpose;
  state: AiState;
  onClose: () => void;
  onConfirm: () => void;
}

function AskDialog({ purpose, state, onClose, onConfirm }: DialogProps) {
  const estimate = state[purpose];
  const isRules = purpose === "rules";
  const title = isRules
    ? `Ask for rules about ${count(estimate.merchants, "merchant")}?`
    : `Ask about ${count(estimate.merchants, "merchant")}?`;
  return (
    <Confirm title={title} isOpen onClose={onClose} verb="Ask" onConfirm={onConfirm}>
      <p>
        {estimate.calls > 0
          ? `${estimateWords(estimate)}, to ${state.host}.`
          : "No call is made: all of them were answered before."}
      </p>
      {estimate.sample.length > 0 && (
        <>
          <h3 className={styles.sampleHeading}>What is sent, for example</h3>
          <p className={sentText.raw}>
            {estimate.sample.map((text) => (
              <span key={text}>{text}</span>
            ))}
          </p>
          <p className={styles.note}>
            {isRules
              ? "Texts, how often each came, amounts that came more than once, your categories, and texts that you filed before. No days, balances or accounts."
              : "Texts, whether money went out or in, your categories, and texts that you filed before. No amounts, days, balances or accounts."}
          </p>
        </>
      )}
    </Confirm>
  );
}

function Running({ run }: { run: AiRun }) {
  const stop = useStop();
  return (
    <div className={styles.running}>
      <span className="inline-row">
        <TierBadge tier="ai" />
        <span className="grow tabular" role="status">
          {run.is_stopping
            ? "Stopping after the call that is on its way…"
            : `Asked about ${formatCount(run.asked)} of ${count(run.total, "merchant")}`}
        </span>
        <Button small disabled={run.is_stopping || stop.isPending} onClick={() => stop.mutate()}>
          Stop
        </Button>
      </span>
      <Progress label="Merchants asked" done={run.asked} total={run.total} thin />
    </div>
  );
}

function Outcome({ run }: { run: AiRun }) {
  if (!run.message) return null;
  const isBad = run.phase === "failed";
  return (
    <div className={styles.outcome}>
      <Notice
        icon={isBad ? CircleAlert : CircleCheck}
        kind={isBad ? "bad" : "plain"}
        act={
          run.transaction_count > 0 && (
            <Link className="link" to="/review">
              Review
            </Link>
          )
        }
      >
        {run.message}
      </Notice>
    </div>
  );
}
