import { useState } from "react";
import type { PayeeRow } from "@/api/types";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Input } from "@/ui/field";
import { mergeTarget } from "../model";
import styles from "../payees.module.css";

interface Props {
  rows: readonly PayeeRow[];
  onMerge: (into: string, name: string) => void;
  onClose: () => void;
}

/** Makes one payee of several, under one name. */
export function MergeDialog({ rows, onMerge, onClose }: Props) {
  const target = mergeTarget(rows);
  const [name, setName] = useState(target?.name ?? "");
  const total = rows.reduce((sum, row) => sum + row.transaction_count, 0);
  const merge = () => target && name.trim() && onMerge(target.merchant_key, name.trim());
  return (
    <Dialog
      title={`Merge ${count(rows.length, "payee")}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep apart</Button>
          <Button kind="primary" disabled={!name.trim()} onClick={merge}>
            Merge
          </Button>
        </>
      }
    >
      <p>
        {rows.map((row) => row.name).join(", ")}: {count(total, "transaction")} under one name. What was
        learned of one counts for all. You can split a spelling off again.
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          merge();
        }}
      >
        <label htmlFor="merged-name">Name</label>
        <Input id="merged-name" autoFocus value={name} onChange={(event) => setName(event.target.value)} />
      </form>
    </Dialog>
  );
}
