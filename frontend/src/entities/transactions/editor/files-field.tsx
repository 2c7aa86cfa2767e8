import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { get, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Attached, AttachedFile, Transaction } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { Button, IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { toastFailure } from "@/ui/toast";
import styles from "./editor.module.css";

/** Receipts and other files of a transaction; each is saved at once, and can be taken back. */
export function FilesField({ row }: { row: Transaction }) {
  const client = useQueryClient();
  const undo = useUndo();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const queryKey = ["documents", row.id];
  const base = `/api/transactions/${row.id}/documents`;
  const { data = [] } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get<AttachedFile[]>(base, { signal }),
  });
  async function change(words: string, request: Promise<{ change_id: number | null }>) {
    setBusy(true);
    try {
      undo.done(words, (await request).change_id);
      await client.invalidateQueries({ queryKey });
    } catch (error) {
      toastFailure(sentenceFor(error));
    }
    setBusy(false);
  }
  function attach(file: File | undefined) {
    if (!file) return;
    const form = new FormData();
    form.append("file", file);
    void change(`${file.name} attached`, upload<Attached>(base, form));
  }
  return (
    <>
      <span className={styles.label}>Files</span>
      <span className={styles.files}>
        {data.map((file) => (
          <span key={file.id} className="inline-row">
            <Icon of={Paperclip} small />
            <a
              className={`${buttonStyles.link} small truncate`}
              href={`/api/documents/${file.id}/file`}
              target="_blank"
              rel="noreferrer"
            >
              {file.filename}
            </a>
            <span className="small muted tabular">{sizeOf(file.size_bytes)}</span>
            <IconButton
              icon={X}
              small
              label={`Take off ${file.filename}`}
              onClick={() => void change(`${file.filename} taken off`, remove(`${base}/${file.id}`))}
            />
          </span>
        ))}
        {data.length === 0 && <span className="small secondary">None</span>}
      </span>
      <Button kind="ghost" small disabled={isBusy} onClick={() => input.current?.click()}>
        Add
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Attach a file"
        onChange={(event) => {
          attach(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
