import { ChevronDown, ChevronUp, Copy, Flag, Landmark, Lock, Trash2, TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { ApiError, sentenceFor } from "@/api/errors";
import type { Transaction } from "@/api/types";
import { AccountSelect } from "@/entities/accounts/account-select";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { evaluateAmount, isArithmetic } from "@/kit/arithmetic";
import { formatDay, formatMoment } from "@/kit/dates";
import { formatSize, toInput } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Drawer } from "@/ui/drawer";
import { Input } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { isFromBank, TierBadge } from "@/ui/marks";
import { Notice } from "@/ui/notice";
import { Segmented } from "@/ui/segmented";
import { bankTextOf, nameOf } from "../names";
import { WhyContent } from "../why-drawer";
import { changesOf, type Draft, draftOf, type Fields, problemOf, withPart } from "./draft";
import styles from "./editor.module.css";
import { FilesField } from "./files-field";
import { LinksSection, type OpenLink } from "./links";
import { useDuplicate, useRowChanges, useSaveEdit } from "./queries";
import { SplitEditor } from "./split-editor";
import type { EditorStart } from "./start";
import { TagField } from "./tag-field";

interface Props {
  row: Transaction;
  start: EditorStart;
  onClose: () => void;
  onStep: (step: 1 | -1) => void;
  onDelete: (row: Transaction) => void;
}

// What was typed and not saved, by transaction: to look at another one loses nothing. Escape drops it.
const unsaved = new Map<number, Draft>();

/** Everything that can be changed on a transaction, saved once; and what happened to it. */
export function EditorDrawer({ row, start, onClose, onStep, onDelete }: Props) {
  const [tab, setTab] = useState<"edit" | "history">(start === "history" ? "history" : "edit");
  const changes = useRowChanges(row.id);
  return (
    <Drawer
      isWide
      title={nameOf(row)}
      label={`Edit ${nameOf(row)}`}
      onClose={() => {
        unsaved.delete(row.id);
        onClose();
      }}
      acts={
        <>
          <Segmented
            small
            label="Panel"
            value={tab}
            segments={[
              { value: "edit", label: "Edit" },
              { value: "history", label: "History", count: changes.data?.length },
            ]}
            onChange={setTab}
          />
          <IconButton icon={ChevronUp} small label="Previous transaction" onClick={() => onStep(-1)} />
          <IconButton icon={ChevronDown} small label="Next transaction" onClick={() => onStep(1)} />
        </>
      }
    >
      {tab === "edit" ? (
        <EditForm key={row.id} row={row} start={start} onClose={onClose} onDelete={onDelete} />
      ) : (
        <>
          <RowHistory row={row} />
          <WhyContent row={row} />
        </>
      )}
    </Drawer>
  );
}

function EditForm({ row, start, onClose, onDelete }: Omit<Props, "onStep">) {
  const [draft, setDraft] = useState<Draft>(() => unsaved.get(row.id) ?? begun(row, start));
  const [openLink, setOpenLink] = useState<OpenLink>(
    start === "transfer" || start === "refund" ? start : null,
  );
  const save = useSaveEdit(row);
  const duplicate = useDuplicate(row);
  const tagRef = useRef<HTMLInputElement>(null);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const amountRef = useRef<HTMLInputElement>(null);
  const { changes, seen } = changesOf(row, draft);
  const problem = problemOf(draft, row.currency);
  const isChanged = Object.keys(changes).length > 0;
  const whole = evaluateAmount(draft.typed, row.currency) ?? Math.abs(row.amount_minor);

  const change = (some: Partial<Draft>) => {
    const next = { ...draft, ...some };
    setDraft(next);
    unsaved.set(row.id, next);
  };
  const submit = (withSeen: Fields = seen) => {
    if (!isChanged) return onClose();
    if (problem === null && !save.isPending)
      save.mutate({ changes, seen: withSeen }, { onSuccess: () => unsaved.delete(row.id) });
  };
  const addPart = () => change({ parts: withPart(draft, whole, row.currency) });
  const share = () => change({ share: draft.share === "all" ? "half" : "all" });

  useEffect(() => {
    const field = { tag: tagRef, note: noteRef, edit: amountRef }[start as "tag" | "note" | "edit"];
    field?.current?.focus();
  }, [start]);
  useShortcuts("Editor", [
    { keys: "Mod+Enter", label: "Save", whileTyping: true, run: () => submit() },
    { keys: "Mod+d", label: "Duplicate", run: () => duplicate.mutate() },
    { keys: "s", label: "Add a part", run: addPart },
    { keys: "t", label: "Transfer", run: () => setOpenLink("transfer") },
    { keys: "r", label: "Refund", run: () => setOpenLink("refund") },
    { keys: "h", label: "Share half", run: share },
    { keys: "#", label: "Tag", run: () => tagRef.current?.focus() },
    { keys: "n", label: "Note", run: () => noteRef.current?.focus() },
  ]);

  const conflict =
    save.error instanceof ApiError && save.error.code === "changed_elsewhere" ? save.error : null;
  return (
    <form
      // A line of the form is not the whole of it: only Mod+Enter and the button save.
      onKeyDown={(event) => {
        const isPlainEnter = event.key === "Enter" && !event.metaKey && !event.ctrlKey;
        if (isPlainEnter && event.target instanceof HTMLInputElement) event.preventDefault();
        // Escape leaves the field first, and then the editor.
        if (event.key === "Escape" && !event.defaultPrevented && isTextField(event.target)) {
          event.preventDefault();
          event.target.blur();
        }
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {conflict && (
        <Conflict
          error={conflict}
          onMine={() => submit({})}
          onTheirs={() => {
            unsaved.delete(row.id);
            save.reset();
            onClose();
          }}
        />
      )}
      {save.error && !conflict && (
        <section>
          <Notice
            icon={TriangleAlert}
            kind="bad"
            act={
              <Button small onClick={() => submit()}>
                Try again
              </Button>
            }
          >
            Not saved: {sentenceFor(save.error)} What you typed is still here.
          </Notice>
        </section>
      )}
      <MainFields row={row} draft={draft} onChange={change} amountRef={amountRef} />
      <SplitEditor row={row} draft={draft} onChange={change} />
      <section>
        <div className={styles.form}>
          <label htmlFor={`tags-${row.id}`}>Tags</label>
          <TagField
            id={`tags-${row.id}`}
            tags={draft.tags}
            onChange={(tags) => change({ tags })}
            inputRef={tagRef}
          />
          <span className={styles.by}>
            <KeyCap keys="#" />
          </span>
          <label htmlFor={`note-${row.id}`}>Note</label>
          <textarea
            id={`note-${row.id}`}
            ref={noteRef}
            className={styles.note}
            rows={draft.notes.length > 40 ? 3 : 1}
            value={draft.notes}
            onChange={(event) => change({ notes: event.target.value })}
          />
          <span className={styles.by}>
            <KeyCap keys="n" />
          </span>
          <FilesField row={row} />
        </div>
      </section>
      <LinksSection row={row} draft={draft} onChange={change} open={openLink} onOpen={setOpenLink} />
      <section className={styles.foot}>
        <Button kind="ghost" small icon={Trash2} className={styles.danger} onClick={() => onDelete(row)}>
          Delete
        </Button>
        <Button
          kind="ghost"
          small
          icon={Copy}
          keys="Mod+d"
          disabled={duplicate.isPending}
          onClick={() => duplicate.mutate()}
        >
          Duplicate
        </Button>
        {problem && isChanged && <span className="small secondary">{problem}</span>}
        <Button
          kind="primary"
          type="submit"
          keys="Mod+Enter"
          disabled={!isChanged || problem !== null || save.isPending}
        >
          Save
        </Button>
      </section>
    </form>
  );
}

function isTextField(target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function begun(row: Transaction, start: EditorStart): Draft {
  const draft = draftOf(row);
  if (start === "share" && draft.share === "all") return { ...draft, share: "half" };
  if (start === "split" && !draft.parts.length)
    return { ...draft, parts: withPart(draft, Math.abs(row.amount_minor), row.currency) };
  return draft;
}

function MainFields({
  row,
  draft,
  onChange,
  amountRef,
}: {
  row: Transaction;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  amountRef: React.RefObject<HTMLInputElement | null>;
}) {
  const [isPicking, setPicking] = useState(false);
  const category = useCategoryMap().get(draft.category ?? "");
  const bankText = bankTextOf(row);
  const minor = evaluateAmount(draft.typed, row.currency);
  const id = (name: string) => `${name}-${row.id}`;
  return (
    <section>
      <div className={styles.form}>
        <label htmlFor={id("amount")}>Amount</label>
        <span className="inline-row">
          <Input
            id={id("amount")}
            ref={amountRef}
            className={styles.amount}
            inputMode="decimal"
            isBad={minor === null}
            value={draft.typed}
            onChange={(event) => onChange({ typed: event.target.value })}
            onBlur={() => {
              if (minor !== null && isArithmetic(draft.typed))
                onChange({ typed: toInput(minor, row.currency) });
            }}
          />
          <Segmented
            small
            label="Direction"
            value={draft.way}
            segments={[
              { value: "out", label: "Out" },
              { value: "in", label: "In" },
            ]}
            onChange={(way) => onChange({ way })}
          />
          {minor !== null && isArithmetic(draft.typed) && (
            <span className="small muted tabular">= {formatSize(minor, row.currency)}</span>
          )}
        </span>
        <DecidedBy row={row} field="amount_minor" />
        <label htmlFor={id("date")}>Date</label>
        <span className="inline-row">
          <Input
            id={id("date")}
            type="date"
            className={styles.date}
            value={draft.on}
            onChange={(event) => onChange({ on: event.target.value })}
          />
          {row.authorized_on && row.authorized_on !== row.on && (
            <span className="small muted">bought {formatDay(row.authorized_on)}</span>
          )}
        </span>
        <DecidedBy row={row} field="on" />
        <label htmlFor={id("account")}>Account</label>
        <AccountSelect
          id={id("account")}
          className={styles.wide}
          value={draft.accountId}
          onChange={(accountId) => onChange({ accountId })}
        />
        <DecidedBy row={row} field="account_id" />
        <label htmlFor={id("payee")}>Payee</label>
        <Input
          id={id("payee")}
          className={styles.wide}
          value={draft.payee}
          onChange={(event) => onChange({ payee: event.target.value })}
        />
        <DecidedBy row={row} field="merchant_name" />
        {draft.parts.length === 0 && (
          <>
            <span className={styles.label}>Category</span>
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={(chosen) => onChange({ category: chosen.short_desc })}
              anchor={
                <CategoryChip
                  name={category?.display_name ?? null}
                  color={category?.color ?? null}
                  kind={category?.kind}
                  onClick={() => setPicking(!isPicking)}
                />
              }
            />
            <span className={styles.by}>
              <TierBadge tier={row.categorization_tier} source={row.source} />
            </span>
          </>
        )}
        {bankText && (
          <>
            <span className={styles.label}>Bank text</span>
            <span className="small secondary truncate">{bankText}</span>
            <span className="small muted">stays</span>
          </>
        )}
        <span className={styles.label}>Flag</span>
        <span>
          <Button
            kind="ghost"
            small
            icon={Flag}
            aria-pressed={draft.isFlagged}
            onClick={() => onChange({ isFlagged: !draft.isFlagged })}
          >
            {draft.isFlagged ? "Flagged" : "Not flagged"}
          </Button>
        </span>
        <Link
          className={`${buttonStyles.link} small`}
          to={`/payees?open=${encodeURIComponent(row.merchant_key)}`}
        >
          About this payee
        </Link>
      </div>
    </section>
  );
}

/** Who a value comes from; a lock says that no automation changes it. */
function DecidedBy({ row, field }: { row: Transaction; field: string }) {
  const isLocked = row.locked_fields.includes(field);
  if (isLocked || row.source === "manual")
    return (
      <span className={styles.by}>
        <Icon of={Lock} />
        you<span className="visually-hidden">, no automation changes it</span>
      </span>
    );
  return (
    <span className={styles.by}>
      <Icon of={Landmark} />
      {isFromBank(row.source) ? "Bank" : "File"}
    </span>
  );
}

interface ConflictField {
  field: string;
  saved: unknown;
  yours: unknown;
}

function Conflict({
  error,
  onMine,
  onTheirs,
}: {
  error: ApiError;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const fields = Array.isArray(error.extra.conflicts) ? (error.extra.conflicts as ConflictField[]) : [];
  return (
    <section>
      <Notice icon={TriangleAlert} kind="warn">
        This transaction was changed in another window.
      </Notice>
      <div className={styles.conflict}>
        <div>
          <h3>Yours, not saved</h3>
          {fields.map(({ field, yours }) => (
            <p key={field}>{`${fieldName(field)}: ${wordFor(yours)}`}</p>
          ))}
          <Button small onClick={onMine}>
            Keep mine
          </Button>
        </div>
        <div>
          <h3>Saved there</h3>
          {fields.map(({ field, saved }) => (
            <p key={field}>{`${fieldName(field)}: ${wordFor(saved)}`}</p>
          ))}
          <Button small onClick={onTheirs}>
            Take theirs
          </Button>
        </div>
      </div>
    </section>
  );
}

const FIELD_NAMES: Record<string, string> = {
  on: "Date",
  amount_minor: "Amount",
  description: "Bank text",
  merchant_name: "Payee",
  category_id: "Category",
  category_short_desc: "Category",
  account_id: "Account",
  notes: "Note",
  tags: "Tags",
  splits: "Split",
  status: "Status",
  is_excluded: "Left out",
  is_flagged: "Flag",
  is_internal: "Transfer",
  own_minor: "Share",
  shared_with: "Shared with",
};

function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field;
}

function wordFor(value: unknown): string {
  if (value === null || value === "" || value === false) return "none";
  if (Array.isArray(value))
    return value.every((one) => typeof one === "string")
      ? value.join(", ")
      : `${formatCount(value.length)} parts`;
  return value === true ? "yes" : String(value);
}

/** Each change that was made here, before and after. */
function RowHistory({ row }: { row: Transaction }) {
  const { data = [] } = useRowChanges(row.id);
  if (!data.length) return null;
  return (
    <section>
      <h3>Changes</h3>
      <ul>
        {data.map((change) => (
          <li key={change.change_id} className={styles.change}>
            <span className="inline-row">
              <span className="medium grow">{change.summary}</span>
              <time className="small muted" dateTime={change.at}>
                {formatMoment(change.at)}
              </time>
            </span>
            {change.fields.map(({ name, before, after }) => (
              <Change key={name} row={row} name={name} before={before} after={after} />
            ))}
            {!change.can_undo && <span className="small muted">Undone</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({
  row,
  name,
  before,
  after,
}: {
  row: Transaction;
  name: string;
  before: string | null;
  after: string | null;
}): ReactNode {
  const word = (value: string | null) => {
    if (value === null) return "none";
    return name.endsWith("_minor")
      ? formatSize(Number(value), row.currency)
      : name.startsWith("is_")
        ? "yes"
        : value;
  };
  return (
    <p className="small secondary">
      {fieldName(name)}: <span className={styles.was}>{word(before)}</span> → {word(after)}
    </p>
  );
}
