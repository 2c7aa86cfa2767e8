import type { Transaction } from "@/api/types";
import { Button } from "@/ui/button";
import type { Tab } from "../model";

interface Props {
  tab: Tab;
  row: Transaction;
  onAccept: () => void;
  onConfirm: () => void;
  onChange: () => void;
}

/** The two answers to "why": good, or not so. */
export function WhyFooter({ tab, row, onAccept, onConfirm, onChange }: Props) {
  const canAccept = tab === "staged" || row.predicted_category_short_desc !== null;
  return (
    <>
      {canAccept && (
        <Button
          kind="primary"
          className="grow"
          keys="Enter"
          onClick={tab === "staged" ? onConfirm : onAccept}
        >
          {tab === "staged" ? "Confirm" : "Accept"}
        </Button>
      )}
      <Button keys="c" className={canAccept ? undefined : "grow"} onClick={onChange}>
        {canAccept ? "Change" : "Choose a category"}
      </Button>
    </>
  );
}
