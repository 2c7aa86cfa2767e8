import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { COMMIT_KEYS, commitShortcut, useCommitStaged } from "@/entities/transactions/use-commit-staged";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { formatCount } from "@/kit/words";
import { StackedBar } from "@/ui/bars";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { headlineOf, type Today } from "../model";
import { useSureCount } from "../queries";
import styles from "../today.module.css";

const SURE = "var(--color-ink-2)";
const REST = "var(--color-chart-rest)";

/** What is new and waits: how much of it is nearly certain, and the way there. */
export function ToReview({ today }: { today: Today }) {
  const { title, note } = headlineOf(today);
  const { to_review, staged } = today;
  const commit = useCommitStaged();
  useShortcuts("Today", [commitShortcut(staged, commit)]);
  const sure = useSureCount(to_review > 0).data?.count ?? 0;
  const rest = Math.max(0, to_review - sure);
  return (
    <section className={styles.review} aria-labelledby="h-rev">
      <div className="grow">
        <h2 id="h-rev">
          {to_review === 0 && <Icon of={CircleCheck} className={styles.done} />}
          {title}
        </h2>
        {note && <p className="secondary">{note}</p>}
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
      {to_review > 0 && (
        <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/review">
          Start review <KeyCap keys="g r" />
        </Link>
      )}
    </section>
  );
}
