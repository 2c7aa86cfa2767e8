import { CircleHelp } from "lucide-react";
import type { Preview } from "@/api/types";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import styles from "../import.module.css";
import { type ColumnMapping, readMapping, writeMapping } from "../mapping";
import { describeQuestion } from "../model";
import { answersTo } from "../questions";
import type { Sheet } from "../store";
import type { ImportStore } from "../use-import-store";

interface Props {
  code: string;
  sheet: Sheet;
  preview: Preview;
  store: ImportStore;
}

/** What is not certain about the file, with its possible answers; each is one press. */
export function Question({ code, sheet, preview, store }: Props) {
  const mapping = readMapping(preview.column_mapping);
  const answers = mapping ? answersTo(code, mapping, preview.columns) : [];
  const choose = (change: Partial<ColumnMapping>, isCurrent: boolean) =>
    isCurrent || !mapping
      ? store.answer(sheet, code)
      : store.ask(sheet, { column_mapping: writeMapping({ ...mapping, ...change }), answers: [code] });
  return (
    <Notice icon={CircleHelp} kind="warn">
      <span className={styles.question}>
        <span>{describeQuestion(code)}</span>
        <span className={styles.answers}>
          {answers.map(({ label, note, change, isCurrent }) => (
            <Button key={label} small onClick={() => choose(change, isCurrent)}>
              {label}
              {note && <span className="muted">{note}</span>}
            </Button>
          ))}
          {answers.length === 0 && (
            <Button small onClick={() => store.answer(sheet, code)}>
              This is correct
            </Button>
          )}
        </span>
      </span>
    </Notice>
  );
}
