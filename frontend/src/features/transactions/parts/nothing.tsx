import { ReceiptText, SearchX } from "lucide-react";
import { Link } from "react-router";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/faces";

interface Props {
  isNarrowed: boolean;
  onClear: () => void;
  onAdd: () => void;
}

/** No rows: because of the filter, or because there are none yet. */
export function Nothing({ isNarrowed, onClear, onAdd }: Props) {
  if (isNarrowed)
    return (
      <EmptyState icon={SearchX} title="No row fits" act={<Button onClick={onClear}>Show all rows</Button>}>
        Try fewer words, or take a condition away.
      </EmptyState>
    );
  const ways = (
    <span className="hstack">
      <Link className="btn primary" to="/import">
        Import a file
      </Link>
      <Button onClick={onAdd}>Add one by hand</Button>
    </span>
  );
  return (
    <EmptyState icon={ReceiptText} title="No rows yet" act={ways}>
      They come from files of your bank, or by hand.
    </EmptyState>
  );
}
