import { CircleCheck, SearchX } from "lucide-react";
import { Link } from "react-router";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/faces";
import type { Tab } from "../model";

/** An empty queue: because of the filters, because nothing is staged, or because all is done. */
export function Nothing({
  tab,
  isNarrowed,
  onClear,
}: {
  tab: Tab;
  isNarrowed: boolean;
  onClear: () => void;
}) {
  if (isNarrowed)
    return (
      <EmptyState icon={SearchX} title="No row fits" act={<Button onClick={onClear}>Show all again</Button>}>
        Other rows may wait outside these filters.
      </EmptyState>
    );
  if (tab === "staged")
    return (
      <EmptyState icon={CircleCheck} title="Nothing is staged" act={<LinkTo to="?">See what waits</LinkTo>}>
        Rows you accept gather here until you confirm them.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={CircleCheck}
      title="Nothing to review"
      act={<LinkTo to="/import">Import a file</LinkTo>}
    >
      Every row has its place.
    </EmptyState>
  );
}

function LinkTo({ to, children }: { to: string; children: string }) {
  return (
    <Link className="btn" to={to}>
      {children}
    </Link>
  );
}
