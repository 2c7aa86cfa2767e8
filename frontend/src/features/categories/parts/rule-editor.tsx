import { Plus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { ApiError, sentenceFor } from "@/api/errors";
import { useDebounced } from "@/kit/use-debounced";
import { useShortcuts } from "@/kit/use-shortcuts";
import { formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Drawer } from "@/ui/drawer";
import { SelectField, TextField } from "@/ui/form-fields";
import styles from "../categories.module.css";
import { actionsOf, type Draft, doesSomething, draftOf, type Rule, STAGES } from "../rules-model";
import { type RuleActions, useRulePreview } from "../rules-queries";
import { CategoryField } from "./category-field";
import { RulePreviewPanel } from "./rule-preview";

const PAUSE_MS = 80;
const REVIEWS = [
  { value: "decide", label: "Decide at once" },
  { value: "ask", label: "Only suggest, I review" },
] as const;

interface Props {
  /** Null: a new rule. */
  rule: Rule | null;
  start: Partial<Rule>;
  number: number | null;
  numberOf: (ruleId: number) => number;
  nameOf: (ruleId: number) => string;
  actions: RuleActions;
  onClose: () => void;
}

/** A rule and, while it is written, what it would do to the past. */
export function RuleEditor({ rule, start, number, numberOf, nameOf, actions, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule ?? start));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const set = (change: Partial<Draft>) => {
    setRefusal(null);
    setDraft((now) => ({ ...now, ...change }));
  };
  const isReady = draft.search.trim() !== "" && doesSomething(draft);
  const asked = draft.search.trim()
    ? JSON.stringify({
        search: draft.search.trim(),
        stage: Number(draft.stage),
        rule_id: rule?.id ?? null,
        ...actionsOf(draft),
      })
    : null;
  const text = useDebounced(asked, PAUSE_MS);
  const preview = useRulePreview(text ? (JSON.parse(text) as Record<string, unknown>) : null);
  const fault =
    preview.error instanceof ApiError && preview.error.code === "bad_search" ? preview.error : null;
  const changing = isReady && preview.data && !preview.isError ? preview.data.would_change : 0;

  async function save(appliesToPast: boolean) {
    if (!isReady || isSaving) return;
    setSaving(true);
    try {
      await actions.save(rule, draft, appliesToPast);
      onClose();
    } catch (error) {
      setRefusal(sentenceFor(error));
    } finally {
      setSaving(false);
    }
  }
  useShortcuts("Rule", [
    { keys: "Mod+Enter", label: "Save and change the past", run: () => void save(changing > 0) },
  ]);

  return (
    <Drawer
      isWide
      label={rule ? `Rule ${rule.name}` : "New rule"}
      title={rule ? `Rule ${number ?? ""}` : "New rule"}
      onClose={onClose}
      footer={
        <>
          {rule && (
            <Button
              kind="ghost"
              icon={Trash2}
              onClick={() => {
                onClose();
                void actions.remove(rule);
              }}
            >
              Delete
            </Button>
          )}
          <span className="grow" />
          <Button disabled={!isReady || isSaving} onClick={() => void save(false)}>
            {changing ? "New ones only" : "Save"}
          </Button>
          {changing > 0 && (
            <Button kind="primary" disabled={isSaving} onClick={() => void save(true)}>
              Save and change {formatCount(changing)}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.editor}>
        <TextField
          label="Name"
          value={draft.name}
          placeholder={draft.search || "What the rule is for"}
          maxLength={100}
          onChange={(name) => set({ name })}
        />
        <TextField
          label="When"
          value={draft.search}
          autoFocus={!rule}
          spellCheck={false}
          maxLength={500}
          placeholder="payee:marlow amount:>40 -tag:gift (paint OR tools)"
          error={fault ? sentenceFor(fault) : refusal}
          help="As in the search box: words, fields, brackets, OR and a minus to exclude."
          onChange={(search) => set({ search })}
        />
        {fault && <FaultyPart search={draft.search.trim()} error={fault} />}
        {preview.data && !fault && preview.data.terms.length > 1 && (
          <ul className={styles.terms} aria-label="Matches of each condition alone">
            {preview.data.terms.map((term) => (
              <li key={term.start}>
                <code>{term.text}</code> <span className="muted tabular">{formatCount(term.count)}</span>
              </li>
            ))}
          </ul>
        )}
        <div className={styles.then}>
          <div className={styles.clearable}>
            <CategoryField value={draft.category} error={null} onChange={(category) => set({ category })} />
            {draft.category && (
              <IconButton icon={X} small label="No category" onClick={() => set({ category: null })} />
            )}
          </div>
          <TextField
            label="Add tags"
            value={draft.tags}
            placeholder="flat, trip"
            onChange={(tags) => set({ tags })}
          />
          <TextField label="Payee" value={draft.payee} onChange={(payee) => set({ payee })} />
          <TextField label="Note" value={draft.note} onChange={(note) => set({ note })} />
          <SplitShares draft={draft} onChange={(split) => set({ split })} />
          <SelectField
            label="Review"
            value={draft.asks}
            options={REVIEWS}
            onChange={(asks) => set({ asks })}
          />
          <SelectField
            label="Stage"
            value={draft.stage}
            options={STAGES}
            help={STAGES.find((stage) => stage.value === draft.stage)?.about}
            onChange={(stage) => set({ stage })}
          />
        </div>
        <Check checked={draft.isTransfer} onChange={(event) => set({ isTransfer: event.target.checked })}>
          Mark as transfer
        </Check>
        <Check checked={draft.isExcluded} onChange={(event) => set({ isExcluded: event.target.checked })}>
          Leave out of reports
        </Check>
        <Check checked={draft.stop} onChange={(event) => set({ stop: event.target.checked })}>
          Stop here, later rules do not run
        </Check>
        <p className="small">
          <Link to={`/data?search=${encodeURIComponent(draft.search.trim())}`}>Open as search</Link>
        </p>
        <RulePreviewPanel
          preview={fault ? undefined : preview.data}
          isStale={preview.isFetching}
          category={draft.category}
          numberOf={numberOf}
          nameOf={nameOf}
        />
      </div>
    </Drawer>
  );
}

function FaultyPart({ search, error }: { search: string; error: ApiError }) {
  const [start, end] = [Number(error.extra.start ?? 0), Number(error.extra.end ?? 0)];
  return (
    <p className={styles.faulty}>
      {search.slice(0, start)}
      <mark>{search.slice(start, end)}</mark>
      {search.slice(end)}
    </p>
  );
}

function SplitShares({ draft, onChange }: { draft: Draft; onChange: (split: Rule["split"]) => void }) {
  const { split } = draft;
  if (!split.length)
    return (
      <Button
        kind="ghost"
        small
        icon={Plus}
        onClick={() =>
          onChange([
            { percent: 50, category_short_desc: null, memo: null },
            { percent: 50, category_short_desc: null, memo: null },
          ])
        }
      >
        Split
      </Button>
    );
  const change = (at: number, fields: Partial<Rule["split"][number]>) =>
    onChange(split.map((share, index) => (index === at ? { ...share, ...fields } : share)));
  const sum = split.reduce((total, share) => total + share.percent, 0);
  return (
    <fieldset className={styles.shares}>
      <legend>Split {sum === 100 ? "" : `(${sum}% of 100%)`}</legend>
      {split.map((share, at) => (
        <div key={at} className={styles.share}>
          <TextField
            label="Percent"
            inputMode="numeric"
            value={String(share.percent)}
            onChange={(typed) => change(at, { percent: Number.parseInt(typed, 10) || 0 })}
          />
          <CategoryField
            value={share.category_short_desc}
            error={null}
            onChange={(key) => change(at, { category_short_desc: key })}
          />
          <IconButton
            icon={X}
            small
            label={`Remove part ${at + 1}`}
            onClick={() => onChange(split.length > 2 ? split.filter((_, index) => index !== at) : [])}
          />
        </div>
      ))}
      <Button
        kind="ghost"
        small
        icon={Plus}
        onClick={() => onChange([...split, { percent: 100 - sum, category_short_desc: null, memo: null }])}
      >
        Part
      </Button>
    </fieldset>
  );
}
