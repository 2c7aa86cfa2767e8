import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { COMMIT_KEYS, commitShortcut, useCommitStaged } from "@/entities/transactions/use-commit-staged";
import { useShortcuts } from "@/kit/use-shortcuts";
import { formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { headlineOf, type Today } from "../model";
import { useSureCount } from "../queries";

/** What is new and waits: how much of it is nearly certain, and the way there. */
export function ToReview({ today }: { today: Today }) {
  const { title, note } = headlineOf(today);
  const { to_review, staged } = today;
  const commit = useCommitStaged();
  useShortcuts("Today", [commitShortcut(staged, commit)]);
  const sure = useSureCount(to_review > 0).data?.count ?? 0;
  const rest = Math.max(0, to_review - sure);
  return (
    <section className="rev" aria-labelledby="h-rev">
      <div className="grow">
        <h2 id="h-rev">
          {to_review === 0 && <Icon of={CircleCheck} className="ok" />}
          {title}
        </h2>
        {note && <p className="ink2">{note}</p>}
        {to_review > 0 && (
          <>
            <div className="mix" aria-hidden="true">
              {sure > 0 && <span style={{ flex: sure }} className="ma" />}
              {rest > 0 && <span style={{ flex: rest }} className="mb" />}
            </div>
            <ul className="mixk">
              <li>
                <span className="sw ma" aria-hidden="true" />
                <b>{formatCount(sure)}</b> sure, 90% or more
              </li>
              <li>
                <span className="sw mb" aria-hidden="true" />
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
        <Link className="btn primary" to="/review">
          Start review <KeyCap keys="g r" />
        </Link>
      )}
    </section>
  );
}
