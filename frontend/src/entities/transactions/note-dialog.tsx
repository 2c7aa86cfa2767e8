import { useState } from "react";
import type { Transaction } from "@/api/types";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import fieldStyles from "@/ui/field.module.css";
import { useRowActions } from "./actions";
import { labelOf, nameOf } from "./names";

/** A note on one row. Mod+Enter keeps it. */
export function NoteDialog({ row, onClose }: { row: Transaction; onClose: () => void }) {
  const [text, setText] = useState(row.notes ?? "");
  const { edit } = useRowActions();
  function keep() {
    onClose();
    const notes = text.trim() || null;
    if (notes !== row.notes)
      void edit(row, { notes }, notes ? `Note saved on ${nameOf(row)}` : `Note removed from ${nameOf(row)}`);
  }
  return (
    <Dialog
      title="Note"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" keys="Mod+Enter" onClick={keep}>
            Save note
          </Button>
        </>
      }
    >
      <p className="small" style={{ marginBottom: 6 }}>
        {labelOf(row)}
      </p>
      <textarea
        className={fieldStyles.textArea}
        aria-label={`Note on ${nameOf(row)}`}
        value={text}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) keep();
        }}
      />
    </Dialog>
  );
}
