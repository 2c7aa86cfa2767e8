import { Check } from "lucide-react";
import { cx } from "@/kit/cx";
import { Icon } from "@/ui/icon";
import styles from "../connect.module.css";
import { STEPS, type Step } from "../model";

const NAMES: Record<Step, string> = {
  way: "Choose a way",
  sign_in: "Sign in at the bank",
  accounts: "Match accounts",
  sync: "First sync",
  done: "Done",
};

/** The five steps, and which one is on screen. */
export function StepList({ step }: { step: Step }) {
  const now = STEPS.indexOf(step);
  return (
    <ol className={styles.steps} aria-label="Steps">
      {STEPS.map((each, at) => (
        <li
          key={each}
          className={cx(at < now && styles.past, at === now && styles.now)}
          aria-current={at === now ? "step" : undefined}
        >
          <span className={styles.number} aria-hidden="true">
            {at < now ? <Icon of={Check} small /> : at + 1}
          </span>
          <span className={styles.stepName}>
            {NAMES[each]}
            {at < now && <span className="visually-hidden"> done</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
