import { Check, History, Lock, Plus, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import type { Category, Transaction } from "@/api/types";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { evaluateAmount, isArithmetic } from "@/kit/arithmetic";
import { cx } from "@/kit/cx";
import { formatMonth } from "@/kit/dates";
import { formatSize, toInput } from "@/kit/money";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { CategoryDot } from "@/ui/marks";
import { Pill } from "@/ui/pill";
import { toastNote } from "@/ui/toast";
import {
  type Draft,
  equalParts,
  leftOver,
  newPart,
  type PartDraft,
  percentsOf,
  sizesOf,
  withoutPart,
  withPart,
} from "./draft";
import styles from "./editor.module.css";
import { fetchEarlierSplit } from "./queries";

interface Props {
  row: Transaction;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** The parts of a transaction: what for, category, percent, amount; they must add up before they can be saved. */
export function SplitEditor({ row, draft, onChange }: Props) {
  const { currency } = row;
  const whole = evaluateAmount(draft.typed, currency) ?? 0;
  const { parts } = draft;
  const sizes = sizesOf(parts, whole, currency);
  const percents = percentsOf(sizes, whole);
  const [hasTags, setHasTags] = useState(() => parts.some((part) => part.typedTags));
  const setParts = (next: readonly PartDraft[]) => onChange({ parts: next });
  const edit = (id: number, change: Partial<PartDraft>) =>
    setParts(parts.map((part) => (part.id === id ? { ...part, ...change } : part)));
  const takeRest = (id: number) => setParts(parts.map((part) => ({ ...part, isRest: part.id === id })));

  async function likeLastTime() {
    const earlier = await fetchEarlierSplit(row.id).catch(() => null);
    if (!earlier) return toastNote("No earlier transaction of this payee was split.");
    setParts(
      earlier.splits.map((split) =>
        newPart({
          memo: split.memo ?? "",
          category: split.category_short_desc,
          typed: toInput(Math.abs(split.amount_minor), currency),
          typedTags: split.tags.join(", "),
        }),
      ),
    );
    toastNote(`Split as in ${formatMonth(earlier.on.slice(0, 7))}. Nothing is saved yet.`);
  }

  return (
    <section>
      <div className={styles.heading}>
        <h3>{parts.length ? `Split in ${parts.length}` : "Not split"}</h3>
        {row.splits.length > 0 && (
          <span className={styles.by}>
            <Icon of={Lock} />
            you
          </span>
        )}
        <span className={styles.end}>
          {parts.length > 0 && (
            <Button kind="ghost" small onClick={() => setParts(equalParts(parts, whole, currency))}>
              Equal
            </Button>
          )}
          {parts.length > 0 && (
            <Button kind="ghost" small aria-pressed={hasTags} onClick={() => setHasTags(!hasTags)}>
              Tags of parts
            </Button>
          )}
          <Button kind="ghost" small icon={History} onClick={() => void likeLastTime()}>
            Like last time
          </Button>
        </span>
      </div>
      {parts.length > 0 && (
        <div className={styles.parts} role="group" aria-label="Parts">
          <div className={styles.head}>What for</div>
          <div className={styles.head}>Category</div>
          <div className={cx(styles.head, styles.right, styles.percent)}>Share</div>
          <div className={cx(styles.head, styles.right)}>Amount</div>
          <div className={styles.head} />
          {parts.map((part, at) => (
            <PartRow
              key={part.id}
              part={part}
              name={`Part ${at + 1}`}
              size={sizes[at] ?? null}
              percent={percents[at] ?? null}
              whole={whole}
              currency={currency}
              hasTags={hasTags}
              onEdit={(change) => edit(part.id, change)}
              onRest={() => takeRest(part.id)}
              onRemove={() => setParts(withoutPart(parts, part.id))}
            />
          ))}
        </div>
      )}
      <div className={parts.length ? styles.sum : styles.heading}>
        <Button
          kind="ghost"
          small
          icon={Plus}
          keys="s"
          onClick={() => setParts(withPart(draft, whole, currency))}
        >
          {parts.length ? "Add part" : "Split"}
        </Button>
        <span className="grow" />
        {parts.length > 0 && <Sum parts={parts} whole={whole} currency={currency} onParts={setParts} />}
      </div>
    </section>
  );
}

function Sum({
  parts,
  whole,
  currency,
  onParts,
}: {
  parts: readonly PartDraft[];
  whole: number;
  currency: string;
  onParts: (parts: readonly PartDraft[]) => void;
}) {
  const left = leftOver(parts, whole, currency);
  if (left === null) return <Pill tone="warning">A part has no amount</Pill>;
  if (left === 0)
    return (
      <Pill tone="good" icon={Check}>
        adds up to {formatSize(whole, currency)}
      </Pill>
    );
  const last = parts[parts.length - 1];
  return (
    <>
      {last && (
        <Button
          small
          onClick={() =>
            onParts(parts.map((part) => (part.id === last.id ? { ...part, isRest: true } : part)))
          }
        >
          Let the last part take it
        </Button>
      )}
      <Pill tone="warning" icon={TriangleAlert}>
        {formatSize(left, currency)} {left > 0 ? "left" : "too much"}
      </Pill>
    </>
  );
}

interface PartProps {
  part: PartDraft;
  name: string;
  size: number | null;
  percent: number | null;
  whole: number;
  currency: string;
  hasTags: boolean;
  onEdit: (change: Partial<PartDraft>) => void;
  onRest: () => void;
  onRemove: () => void;
}

function PartRow({
  part,
  name,
  size,
  percent,
  whole,
  currency,
  hasTags,
  onEdit,
  onRest,
  onRemove,
}: PartProps) {
  const shown = part.isRest && size !== null ? toInput(size, currency) : part.typed;
  return (
    <>
      <input
        className={styles.cell}
        aria-label={`${name}: what for`}
        placeholder="What for"
        value={part.memo}
        onChange={(event) => onEdit({ memo: event.target.value })}
      />
      <PartCategory
        shortDesc={part.category}
        name={name}
        onChoose={(category) => onEdit({ category: category.short_desc })}
      />
      <input
        className={cx(styles.cell, styles.number, styles.percent)}
        aria-label={`${name}: share in percent`}
        inputMode="numeric"
        key={percent}
        defaultValue={percent === null ? "" : `${percent}%`}
        onBlur={(event) => {
          const typed = Number(event.target.value.replace("%", "").trim());
          if (Number.isFinite(typed) && typed !== percent)
            onEdit({ typed: toInput(Math.round((whole * typed) / 100), currency), isRest: false });
        }}
      />
      <input
        className={cx(styles.cell, styles.number, part.isRest && styles.rest)}
        aria-label={`${name}: amount${part.isRest ? ", takes the rest" : ""}`}
        inputMode="decimal"
        value={shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onEdit({ typed: event.target.value, isRest: false })}
        onKeyDown={(event) => {
          if (event.key === "=" && !event.currentTarget.value.trim()) {
            event.preventDefault();
            onRest();
          }
        }}
        onBlur={() => {
          const minor = isArithmetic(part.typed) ? evaluateAmount(part.typed, currency) : null;
          if (minor !== null) onEdit({ typed: toInput(minor, currency) });
        }}
      />
      <IconButton icon={X} small label={`Remove ${name.toLowerCase()}`} onClick={onRemove} />
      {hasTags && (
        <input
          className={cx(styles.cell, styles.partTags)}
          aria-label={`${name}: tags`}
          placeholder="Tags, with commas between"
          value={part.typedTags}
          onChange={(event) => onEdit({ typedTags: event.target.value })}
        />
      )}
    </>
  );
}

function PartCategory({
  shortDesc,
  name,
  onChoose,
}: {
  shortDesc: string | null;
  name: string;
  onChoose: (category: Category) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const category = useCategoryMap().get(shortDesc ?? "");
  return (
    <CategoryPicker
      isOpen={isOpen}
      onOpenChange={setOpen}
      onChoose={onChoose}
      anchor={
        <button
          type="button"
          className={styles.cell}
          aria-label={`${name}: category ${category?.display_name ?? "none"}`}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <CategoryDot color={category?.color ?? null} kind={category?.kind} />
          <span className="truncate">{category?.display_name ?? "Choose"}</span>
        </button>
      }
    />
  );
}
