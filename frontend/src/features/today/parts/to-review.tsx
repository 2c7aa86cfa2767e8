import { Check, CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { COMMIT_KEYS, commitShortcut, useCommitStaged } from "@/entities/transactions/use-commit-staged";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { StackedBar } from "@/ui/bars";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { headlineOf, newsOf, type Today } from "../model";
import { useAccept, useSureCount } from "../queries";
import styles from "../today.module.css";
import { Waiting } from "./waiting";

const SUMS = [
  ["in", "in_minor"],
  ["out", "out_minor"],
  ["moved", "moved_minor"],
] as const;
const SURE = "var(--color-ink-2)";
const REST = "var(--color-chart-rest)";

/** What is new and waits: how much of it is nearly certain, and the way there. */
export function ToReview({ today }: { today: Today }) {
  const { title, note } = headlineOf(today);
  const { to_review, staged } = today;
  const commit = useCommitStaged();
  const accept = useAccept();
  const sure = useSureCount(to_review > 0).data?.count ?? 0;
  useShortcuts("Today", [
    commitShortcut(staged, commit),
    {
      keys: "a",
      label: "Accept what is sure",
      isOn: sure > 0,
      run: () => {
        if (!accept.sure.isPending) accept.sure.mutate();
      },
    },
  ]);
  const news = newsOf(today.news, today.as_of);
  const rest = Math.max(0, to_review - sure);
  return (
    <section aria-labelledby="h-rev">
      <div className={styles.review}>
        <div className="grow">
          <h2 id="h-rev">
            {to_review === 0 && <Icon of={CircleCheck} className={styles.done} />}
            {title}
          </h2>
          {note && <p className="secondary">{note}</p>}
          {news && today.news && (
            <p className="small secondary tabular">
              {news}
              {SUMS.map(
                ([word, name]) =>
                  today.news?.[name] !== 0 && (
                    <span key={name}>
                      {" "}
                      · {word} <Amount minor={today.news?.[name] ?? 0} currency={today.currency} />
                    </span>
                  ),
              )}
            </p>
          )}
          {to_review > 0 && (
            <>
              <div className={styles.shares}>
                <StackedBar
                  parts={[
                    { key: "sure", size: sure, color: SURE },
                    { key: "rest", size: rest, color: REST },
                  ]}
                />
              </div>
              <ul className={styles.sharesLegend}>
                <li>
                  <i style={{ background: SURE }} aria-hidden="true" />
                  <b>{formatCount(sure)}</b> sure, 90% or more
                </li>
                <li>
                  <i style={{ background: REST }} aria-hidden="true" />
                  <b>{formatCount(rest)}</b> worth a look
                </li>
              </ul>
            </>
          )}
        </div>
        {staged > 0 && (
          <Button kind={to_review ? "default" : "primary"} keys={COMMIT_KEYS} onClick={() => void commit()}>
            {to_review ? `Confirm ${formatCount(staged)}` : "Confirm"}
          </Button>
        )}
        {sure > 0 && (
          <Button
            kind={staged ? "default" : "primary"}
            icon={Check}
            keys="a"
            disabled={accept.sure.isPending}
            onClick={() => accept.sure.mutate()}
          >
            Accept {formatCount(sure)} sure
          </Button>
        )}
        {to_review > 0 && (
          <Link className={cx(buttonStyles.button, !sure && buttonStyles.primary)} to="/review">
            Start review <KeyCap keys="g r" />
          </Link>
        )}
      </div>
      <Waiting today={today} accept={accept} />
    </section>
  );
}
