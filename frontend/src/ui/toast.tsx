import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import { toast as sonner } from "sonner";
import { Button } from "./button";
import { Icon } from "./icon";
import styles from "./toast.module.css";

interface Act {
  label: string;
  keys?: string;
  run: () => void;
}

/** Says what was done. Its acts, Undo first of all, stay reachable for ten seconds. */
export function toast(words: ReactNode, acts: readonly Act[] = []): void {
  show("done", words, acts);
}

/** Says what did not work, in a sentence, with a way on. */
export function toastFailure(words: ReactNode, acts: readonly Act[] = []): void {
  show("failed", words, acts);
}

export function toastNote(words: ReactNode): void {
  show("note", words, []);
}

let shown: string | number | undefined;

const signs = {
  done: { icon: CircleCheck, className: styles.done, duration: 10_000 },
  failed: { icon: CircleAlert, className: styles.failed, duration: 15_000 },
  note: { icon: Info, className: "", duration: 5_000 },
};

function show(kind: keyof typeof signs, words: ReactNode, acts: readonly Act[]): void {
  const sign = signs[kind];
  // One at a time: what was done last is what one wants to take back.
  if (shown !== undefined && kind !== "failed") sonner.dismiss(shown);
  const id = sonner.custom(
    (id) => (
      <div className={styles.toast}>
        <Icon of={sign.icon} className={sign.className} />
        <span className="grow">{words}</span>
        {acts.map((act) => (
          <Button
            key={act.label}
            kind="ghost"
            small
            keys={act.keys}
            onClick={() => {
              sonner.dismiss(id);
              act.run();
            }}
          >
            {act.label}
          </Button>
        ))}
      </div>
    ),
    { duration: sign.duration },
  );
  if (kind !== "failed") shown = id;
}
