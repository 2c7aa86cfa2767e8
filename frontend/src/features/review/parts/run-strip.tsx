import { Sparkles, Square, X } from "lucide-react";
import { Link } from "react-router";
import { formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Progress } from "@/ui/progress";
import { describeRun, type Run } from "../model";
import styles from "../review.module.css";

interface Props {
  run: Run;
  isRunning: boolean;
  onStop: () => void;
  onDismiss: () => void;
}

/** How far the categoriser has come, and what it found. */
export function RunStrip({ run, isRunning, onStop, onDismiss }: Props) {
  return (
    <div className={styles.batch} role="status">
      <Icon of={Sparkles} />
      {isRunning ? (
        <>
          <span className="nowrap">Categorising</span>
          <Progress
            label="Categorising"
            done={run.processed}
            total={Math.max(run.eligible, run.processed, 1)}
            thin
            className="grow"
          />
          <span className="small muted tabular nowrap">
            {formatCount(run.processed)} of {formatCount(Math.max(run.eligible, run.processed))}
          </span>
          <Button small icon={Square} onClick={onStop}>
            Stop
          </Button>
        </>
      ) : (
        <>
          <span className="grow">
            {describeRun(run)}{" "}
            {run.unmatched > 0 && (
              <Link className="link" to="/categoriser">
                Ask AI about them
              </Link>
            )}
          </span>
          <IconButton icon={X} small label="Close" onClick={onDismiss} />
        </>
      )}
    </div>
  );
}
