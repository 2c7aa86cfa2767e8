import { type FormEvent, useState } from "react";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { Button } from "@/ui/button";
import { Input } from "@/ui/field";
import fieldStyles from "@/ui/field.module.css";
import { CategoryDot } from "@/ui/marks";
import styles from "../budget.module.css";
import { coveringLines, type Line, type Overview, PER_PERIOD } from "../model";
import type { BudgetActions } from "../queries";

interface Props {
  line: Line;
  overview: Overview;
  actions: BudgetActions;
  onClose: () => void;
}

interface Source {
  key: string | null;
  name: string;
  color: string | null;
  left: number;
}

/** Moves money to a line from another one that has some left, or from income that is not assigned. */
export function CoverForm({ line, overview, actions, onClose }: Props) {
  const { currency } = line;
  const lacking = Math.max(-line.own.left_minor, 0);
  const sources: Source[] = coveringLines(line, overview.lines).map((one) => ({
    key: one.category_short_desc,
    name: one.category_name,
    color: one.color,
    left: one.own.left_minor,
  }));
  const unassigned = Number(overview.unassigned?.value ?? 0);
  if (unassigned > 0 && currency === overview.currency)
    sources.push({ key: null, name: "To be assigned", color: null, left: unassigned });
  const [chosen, setChosen] = useState(0);
  const source = sources[chosen];
  const [typed, setTyped] = useState<string | null>(null);
  const suggested = Math.min(lacking || (source?.left ?? 0), source?.left ?? 0);
  const text = typed ?? toInput(suggested, currency);
  const minor = parseAmount(text, currency);
  const wrong =
    minor === null || minor <= 0
      ? "Enter an amount above zero."
      : source && minor > source.left
        ? `${source.name} has ${formatNet(source.left, currency)} left.`
        : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!source || wrong || minor === null) return;
    const done = await actions.move(
      {
        plan_id: overview.plan_id,
        from_short_desc: source.key,
        to_short_desc: line.category_short_desc,
        amount_minor: minor,
        on: overview.day,
      },
      `${formatNet(minor, currency)} moved from ${source.name} to ${line.category_name}`,
    );
    if (done) onClose();
  }

  if (!sources.length) return <p className={styles.coverNone}>No other line has anything left.</p>;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p className={styles.coverHead}>
        <b className="medium">
          {lacking ? `Cover ${formatNet(lacking, currency)}` : `Move to ${line.category_name}`}
        </b>{" "}
        <span className="muted">
          {line.category_name}, {PER_PERIOD[line.period]}
        </span>
      </p>
      <fieldset className={styles.coverList}>
        <legend className="small muted">Take it from</legend>
        {sources.map((one, index) => (
          <label key={one.key ?? ""}>
            <input type="radio" name="source" checked={index === chosen} onChange={() => setChosen(index)} />
            <CategoryDot color={one.color} />
            <span className="grow truncate">{one.name}</span>
            <span className="tabular muted">
              {formatNet(one.left, currency)}
              {index === chosen && minor !== null && !wrong && (
                <>
                  {" → "}
                  <b className="medium">{formatNet(one.left - minor, currency)}</b>
                </>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      {typed !== null && wrong && (
        <p className={fieldStyles.error} role="alert">
          {wrong}
        </p>
      )}
      <div className={styles.coverFoot}>
        <Input
          aria-label="Amount to move"
          inputMode="decimal"
          className={styles.suggestedAmount}
          value={text}
          isBad={typed !== null && wrong !== null}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="grow" />
        <Button onClick={onClose}>Leave it</Button>
        <Button kind="primary" type="submit" disabled={wrong !== null}>
          Move
        </Button>
      </div>
    </form>
  );
}
