import { Copy, Trash2, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ApiError, sentenceFor } from "@/api/errors";
import type { Transaction } from "@/api/types";
import { evaluateAmount } from "@/kit/arithmetic";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { KeyCap } from "@/ui/key-cap";
import { Notice } from "@/ui/notice";
import { changesOf, type Draft, draftOf, type Fields, problemOf, withPart } from "./draft";
import styles from "./editor.module.css";
import { FilesField } from "./files-field";
import { LinksSection, type OpenLink } from "./links";
import { MainFields } from "./main-fields";
import { useDuplicate, useSaveEdit } from "./queries";
import { fieldName, wordFor } from "./row-history";
import { SplitEditor } from "./split-editor";
import type { EditorStart } from "./start";
import { TagField } from "./tag-field";

interface Props {
  row: Transaction;
  start: EditorStart;
  onClose: () => void;
  onDelete: (row: Transaction) => void;
}

// What was typed and not saved, by transaction: to look at another one loses nothing. Escape drops it.
export const unsaved = new Map<number, Draft>();

/** The fields of a transaction, saved together. */
export function EditForm({ row, start, onClose, onDelete }: Props) {
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
