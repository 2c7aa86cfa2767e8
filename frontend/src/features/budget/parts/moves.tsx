import { ArrowRight, X } from "lucide-react";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import listStyles from "@/ui/list.module.css";
import { SectionHeader } from "@/ui/section-header";
import styles from "../budget.module.css";
import type { Move } from "../model";
import type { BudgetActions } from "../queries";

const UNASSIGNED = "To be assigned";

/** Money moved between lines in the days shown; each move can be taken back. */
export function Moves({ moves, actions }: { moves: readonly Move[]; actions: BudgetActions }) {
  if (!moves.length) return null;
  return (
    <section className={styles.section} aria-labelledby="h-moves">
      <SectionHeader id="h-moves" title="Moved" />
      <ul className={listStyles.list}>
        {moves.map((move) => (
          <li key={move.id}>
            <span className="small muted tabular">{formatDay(move.on)}</span>
            <span className="truncate">{move.from_name ?? UNASSIGNED}</span>
            <Icon of={ArrowRight} small />
            <span className="visually-hidden">to</span>
            <span className="truncate grow">{move.to_name ?? UNASSIGNED}</span>
            <Amount minor={move.amount_minor} currency={move.currency} />
            <IconButton
              small
              icon={X}
              label={`Take back the move from ${move.from_name ?? UNASSIGNED} to ${move.to_name ?? UNASSIGNED}`}
              onClick={() => void actions.removeMove(move.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
