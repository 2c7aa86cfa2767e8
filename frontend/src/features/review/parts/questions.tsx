import { useStats } from "@/entities/app/queries";
import { count } from "@/kit/words";
import { Confirm } from "@/ui/dialog";

interface Props {
  asked: "clear" | "revert" | null;
  onClose: () => void;
  onClear: () => void;
  onRevert: () => void;
}

/** What is asked before an act that touches a whole phase. */
export function Questions({ asked, onClose, onClear, onRevert }: Props) {
  const staged = useStats().data?.pending_save ?? 0;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <>
      <Confirm
        title="Clear the predictions?"
        isOpen={asked === "clear"}
        onClose={onClose}
        verb="Clear predictions"
        onConfirm={then(onClear)}
      >
        Transactions to review lose their suggested category until you suggest categories again. Staged and
        confirmed transactions keep theirs.
      </Confirm>
      <Confirm
        title="Send all staged transactions back?"
        isOpen={asked === "revert"}
        onClose={onClose}
        verb={`Send back ${count(staged, "transaction")}`}
        onConfirm={then(onRevert)}
      >
        They return to the review list with their suggestions.
      </Confirm>
    </>
  );
}
