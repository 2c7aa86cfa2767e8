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
        Rows that wait lose their guess until the categoriser looks at them again. What you staged or
        confirmed stays.
      </Confirm>
      <Confirm
        title="Send all staged rows back?"
        isOpen={asked === "revert"}
        onClose={onClose}
        verb={`Send back ${count(staged, "row")}`}
        onConfirm={then(onRevert)}
      >
        They wait for review again, with the guesses they had.
      </Confirm>
    </>
  );
}
