import { Sparkles } from "lucide-react";
import { useState } from "react";
import type { AiProposal } from "@/api/types";
import { useCategoryMap } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { count, formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { CategoryDot } from "@/ui/marks";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Twist } from "@/ui/twist";
import { useCurrent } from "@/ui/use-current";
import styles from "../categoriser.module.css";
import { conditionWords } from "../model";
import { type EffectGroup, useAffected, useDecide, useProposals } from "../queries";

/** Rules that AI proposed, each tried on all history: what it fits, where it agrees, what it would change. */
export function ProposalsSection() {
  const proposals = useProposals();
  const items = proposals.data?.items ?? [];
  const decide = useDecide();
  const [openId, setOpenId] = useState<number | null>(null);
  const withCurrent = (run: (proposal: AiProposal) => void) => () => {
    const proposal = items.find((item) => rowKey(item) === current);
    if (proposal) run(proposal);
  };
  const toggle = (proposal: AiProposal) => setOpenId((now) => (now === proposal.id ? null : proposal.id));
  const { current, moveTo } = useCurrent(items.map(rowKey), [
    {
      keys: "Enter",
      label: "Accept the rule",
      run: withCurrent((proposal) => decide.mutate({ proposal, verb: "accept" })),
    },
    {
      keys: "x",
      label: "Drop the rule",
      run: withCurrent((proposal) => decide.mutate({ proposal, verb: "reject" })),
    },
    { keys: "d", label: "Show what it changes", run: withCurrent(toggle) },
  ]);
  const data = proposals.data;
  const decided = data ? data.accepted + data.rejected : 0;
  return (
    <section className={styles.flush} aria-labelledby="h-proposals">
      <div className={styles.heading}>
        <h2 id="h-proposals">Rules that AI proposes</h2>
        {data && (items.length > 0 || decided > 0) && (
          <span className="muted tabular">
            {formatCount(items.length)} wait
            {decided > 0 && `, ${formatCount(data.accepted)} of ${formatCount(decided)} accepted`}
          </span>
        )}
      </div>
      {proposals.isPending && <LoadingRows rows={3} label="Loading proposed rules" />}
      {proposals.isError && (
        <FailedState
          title="The rules could not be loaded"
          error={proposals.error}
          onRetry={proposals.refetch}
        />
      )}
      {data && items.length === 0 && (
        <EmptyState icon={Sparkles} title="No rule waits">
          Ask AI for rules above; each is tried on your history before you accept it.
        </EmptyState>
      )}
      {data && items.length > 0 && (
        <>
          <table className={cx(styles.table, styles.proposals)}>
            <caption className="visually-hidden">Proposed rules, tried on all history</caption>
            <thead>
              <tr>
                <th scope="col">Rule</th>
                <th scope="col" className={styles.number}>
                  Fits
                </th>
                <th scope="col" className={styles.agrees}>
                  Agrees with you
                </th>
                <th scope="col" className={styles.changes}>
                  Would suggest
                </th>
                <th scope="col" className={styles.acts}>
                  <span className="visually-hidden">Action</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((proposal) => (
                <ProposalRow
                  key={proposal.id}
                  proposal={proposal}
                  isCurrent={current === rowKey(proposal)}
                  isOpen={openId === proposal.id}
                  isBusy={decide.isPending}
                  onToggle={() => {
                    moveTo(rowKey(proposal));
                    toggle(proposal);
                  }}
                  onDecide={(verb) => decide.mutate({ proposal, verb })}
                />
              ))}
            </tbody>
          </table>
          <p className={styles.note}>
            Tried on all {formatCount(data.transaction_count)} transactions. An accepted rule suggests from
            then on without AI; what you have decided stays as it is.
          </p>
        </>
      )}
    </section>
  );
}

function rowKey({ id }: AiProposal): string {
  return `proposal-${id}`;
}

interface RowProps {
  proposal: AiProposal;
  isCurrent: boolean;
  isOpen: boolean;
  isBusy: boolean;
  onToggle: () => void;
  onDecide: (verb: "accept" | "reject") => void;
}

function ProposalRow({ proposal, isCurrent, isOpen, isBusy, onToggle, onDecide }: RowProps) {
  const category = useCategoryMap().get(proposal.category_short_desc);
  const decided = proposal.agrees + proposal.conflicts;
  const waiting = proposal.fills + proposal.changes;
  return (
    <>
      <tr className={cx(isCurrent && styles.current)} data-row={rowKey(proposal)}>
        <th scope="row">
          <span className={styles.rule}>
            <Twist
              label={`What the rule for ${proposal.pattern} changes`}
              isOpen={isOpen}
              onToggle={onToggle}
            />
            <span className={styles.condition}>
              <span className="secondary">If</span> <b className="medium">{conditionWords(proposal)}</b>{" "}
              <span className="secondary">then</span>
            </span>
            <span className={styles.category}>
              <CategoryDot color={category?.color ?? null} kind={category?.kind} />
              {proposal.category_name}
            </span>
          </span>
        </th>
        <td className={styles.number}>{formatCount(proposal.fits)}</td>
        <td className={styles.agrees}>
          {decided > 0 ? (
            <span className={cx(proposal.conflicts > 0 && "warning-text")}>
              {formatCount(proposal.agrees)} of {formatCount(decided)}
            </span>
          ) : (
            <span className="muted">none decided</span>
          )}
        </td>
        <td className={styles.changes}>
          {waiting > 0 ? formatCount(waiting) : <span className="muted">none</span>}
        </td>
        <td className={styles.acts}>
          <span className={styles.buttons}>
            <Button small disabled={isBusy} onClick={() => onDecide("accept")}>
              Accept<span className="visually-hidden"> the rule for {proposal.pattern}</span>
            </Button>
            <Button small kind="ghost" disabled={isBusy} onClick={() => onDecide("reject")}>
              Drop<span className="visually-hidden"> the rule for {proposal.pattern}</span>
            </Button>
          </span>
        </td>
      </tr>
      {isOpen && (
        <tr className={styles.detail}>
          <td colSpan={5}>
            <Effects proposal={proposal} />
          </td>
        </tr>
      )}
    </>
  );
}

const GROUPS: readonly { group: EffectGroup; heading: string }[] = [
  { group: "conflicts", heading: "You decided otherwise; these stay" },
  { group: "changes", heading: "Waiting with another suggestion" },
  { group: "fills", heading: "Waiting without a suggestion" },
];

function Effects({ proposal }: { proposal: AiProposal }) {
  const shown = GROUPS.filter(({ group }) => proposal[group] > 0);
  if (!shown.length)
    return <p className="muted">It changes nothing that is here: all it fits agrees with you.</p>;
  return (
    <div className={styles.effects}>
      {shown.map(({ group, heading }) => (
        <EffectList key={group} proposal={proposal} group={group} heading={heading} />
      ))}
    </div>
  );
}

interface ListProps {
  proposal: AiProposal;
  group: EffectGroup;
  heading: string;
}

function EffectList({ proposal, group, heading }: ListProps) {
  const affected = useAffected(proposal.id, group, true);
  const total = proposal[group];
  const items = affected.data?.items ?? [];
  return (
    <div>
      <h3>
        {heading} <span className="muted tabular">{formatCount(total)}</span>
      </h3>
      <ul className={styles.diff}>
        {items.map((row) => (
          <li key={row.id}>
            <span className="muted tabular">{formatDay(row.on)}</span>
            <span className="truncate" title={row.description}>
              {row.description}
            </span>
            <span className="tabular">{formatFlow(row.amount_minor, row.currency)}</span>
            <span className={styles.from}>
              {row.category_name ?? row.predicted_category_name ?? "none"}
              {group !== "conflicts" && ` → ${proposal.category_name}`}
            </span>
          </li>
        ))}
      </ul>
      {total > items.length && items.length > 0 && (
        <p className="muted small">{count(total - items.length, "older one")} more</p>
      )}
    </div>
  );
}
