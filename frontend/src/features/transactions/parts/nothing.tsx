import { ReceiptText, SearchX } from "lucide-react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { EmptyState } from "@/ui/states";

interface Props {
  isNarrowed: boolean;
  onClear: () => void;
  onAdd: () => void;
}

/** No rows: because of the filter, or because there are none yet. */
export function Nothing({ isNarrowed, onClear, onAdd }: Props) {
  if (isNarrowed)
    return (
      <EmptyState
        icon={SearchX}
        title="No transactions match"
        act={<Button onClick={onClear}>Show all transactions</Button>}
      >
        Use fewer words or remove a filter.
      </EmptyState>
    );
  const ways = (
    <span className="inline-row">
      <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/import">
        Import a file
      </Link>
      <Button onClick={onAdd}>Add by hand</Button>
    </span>
  );
  return (
    <EmptyState icon={ReceiptText} title="No transactions yet" act={ways}>
      Import a statement from your bank, or add a transaction by hand.
    </EmptyState>
  );
}
