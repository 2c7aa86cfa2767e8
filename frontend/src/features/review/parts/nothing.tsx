import { CircleCheck, SearchX } from "lucide-react";
import { Link } from "react-router";
import { COMMIT_KEYS } from "@/entities/transactions/use-commit-staged";
import { formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { EmptyState } from "@/ui/states";
import type { Tab } from "../model";

/** An empty queue: because of the filters, because nothing is staged, or because all is reviewed. */
export function Nothing({
  tab,
  isNarrowed,
  onClear,
  staged,
  onCommit,
}: {
  tab: Tab;
  isNarrowed: boolean;
  onClear: () => void;
  staged: number;
  onCommit: () => void;
}) {
  if (isNarrowed)
    return (
      <EmptyState
        icon={SearchX}
        title="No transactions match"
        act={<Button onClick={onClear}>Show all again</Button>}
      >
        Other transactions may be hidden by these filters.
      </EmptyState>
    );
  if (tab === "staged")
    return (
      <EmptyState icon={CircleCheck} title="Nothing is staged" act={<LinkTo to="?">Go to review</LinkTo>}>
        Transactions you accept are kept here until you confirm them.
      </EmptyState>
    );
  if (staged > 0)
    return (
      <EmptyState
        icon={CircleCheck}
        title={`${formatCount(staged)} staged`}
        act={
          <Button kind="primary" keys={COMMIT_KEYS} onClick={onCommit}>
            Confirm
          </Button>
        }
      >
        Everything is reviewed. What you confirm counts in your reports.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing to review"
      act={<LinkTo to="/import">Import a file</LinkTo>}
    >
      Every transaction has a category.
    </EmptyState>
  );
}

function LinkTo({ to, children }: { to: string; children: string }) {
  return (
    <Link className={buttonStyles.button} to={to}>
      {children}
    </Link>
  );
}
