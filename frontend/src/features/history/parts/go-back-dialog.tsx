import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import styles from "../history.module.css";
import type { Entry } from "../model";
import { useStepsSince } from "../queries";

const SHOWN = 8;

interface Props {
  label: string;
  before: Entry;
  onGo: () => void;
  onClose: () => void;
}

/** What going back to a moment would undo, before it is done. */
export function GoBackDialog({ label, before, onGo, onClose }: Props) {
  const steps = useStepsSince(before).data;
  return (
    <Dialog
      title={`Go back: ${label.charAt(0).toLowerCase()}${label.slice(1)}?`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Stay here</Button>
          <Button kind="primary" disabled={!steps?.length} onClick={onGo}>
            Go back
          </Button>
        </>
      }
    >
      <p>
        {steps
          ? `${count(steps.length, "step")} ${steps.length === 1 ? "is" : "are"} undone, newest first.`
          : "Loading…"}{" "}
        Rows that changed in another way stay as they are and are counted. Transactions that a bank sent come
        again with the next sync.
      </p>
      <ul className={styles.steps}>
        {steps?.slice(0, SHOWN).map((step) => (
          <li key={`${step.kind} ${step.id}`} className="truncate">
            {step.kind === "import" ? `Import of ${step.summary}` : step.summary}
          </li>
        ))}
      </ul>
      {steps && steps.length > SHOWN && <p className="small muted">{steps.length - SHOWN} more</p>}
    </Dialog>
  );
}
