import { useRef, useState } from "react";
import type { BulkChanges } from "@/api/types";
import { AccountSelect } from "@/entities/accounts/account-select";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { useCategoryMap } from "@/entities/categories/queries";
import { TagField } from "@/entities/transactions/editor/tag-field";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { Input } from "@/ui/field";
import { Segmented } from "@/ui/segmented";
import styles from "../transactions.module.css";

interface Props {
  /** How many transactions are changed. */
  of: number;
  onSave: (changes: BulkChanges) => Promise<boolean>;
  onClose: () => void;
}

type Choice = "keep" | "yes" | "no";

/** The same changes to all selected transactions, saved in one step. What is left empty stays. */
export function BulkEdit({ of, onSave, onClose }: Props) {
  const [category, setCategory] = useState<string | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [notes, setNotes] = useState("");
  const [accountId, setAccountId] = useState<number | null>(null);
  const [days, setDays] = useState("");
  const [flag, setFlag] = useState<Choice>("keep");
  const [exclude, setExclude] = useState<Choice>("keep");
  const [isSaving, setSaving] = useState(false);
  const chosen = useCategoryMap().get(category ?? "");
  const addRef = useRef<HTMLInputElement>(null);
  const removeRef = useRef<HTMLInputElement>(null);
  const shift = Number(days.replace("−", "-"));
  const isBadShift = days.trim() !== "" && !(Number.isInteger(shift) && Math.abs(shift) <= 3660);
  const changes: BulkChanges = {
    ...(category && { category_short_desc: category }),
    ...(added.length && { add_tags: [...added] }),
    ...(removed.length && { remove_tags: [...removed] }),
    ...(notes.trim() && { notes: notes.trim() }),
    ...(accountId !== null && { account_id: accountId }),
    ...(shift && !isBadShift && { shift_days: shift }),
    ...(flag !== "keep" && { is_flagged: flag === "yes" }),
    ...(exclude !== "keep" && { is_excluded: exclude === "yes" }),
  };
  const canSave = Object.keys(changes).length > 0 && !isBadShift && !isSaving;
  const save = async () => {
    if (!canSave) return;
    setSaving(true);
    if (await onSave(changes)) onClose();
    else setSaving(false);
  };
  useShortcuts("Edit the selection", [
    { keys: "Mod+Enter", label: "Save", whileTyping: true, run: () => void save() },
  ]);
  const title = `Edit ${count(of, "transaction")}`;
  return (
    <Drawer
      isWide
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          <span className="small secondary grow">Empty fields stay as they are.</span>
          <Button kind="primary" keys="Mod+Enter" disabled={!canSave} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <form
        className={styles.bulkForm}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <span>Category</span>
        <CategoryPicker
          isOpen={isPicking}
          onOpenChange={setPicking}
          onChoose={(one) => setCategory(one.short_desc)}
          anchor={
            <CategoryChip
              name={chosen?.display_name ?? null}
              color={chosen?.color ?? null}
              kind={chosen?.kind}
              onClick={() => setPicking(!isPicking)}
            />
          }
        />
        <label htmlFor="bulk-add">Add tags</label>
        <TagField id="bulk-add" tags={added} onChange={setAdded} inputRef={addRef} />
        <label htmlFor="bulk-remove">Remove tags</label>
        <TagField id="bulk-remove" tags={removed} onChange={setRemoved} inputRef={removeRef} />
        <label htmlFor="bulk-note">Note</label>
        <Input id="bulk-note" value={notes} onChange={(event) => setNotes(event.target.value)} />
        <label htmlFor="bulk-account">Account</label>
        <AccountSelect
          id="bulk-account"
          value={accountId}
          placeholder="Each in its own"
          onChange={setAccountId}
        />
        <label htmlFor="bulk-days">Shift by days</label>
        <Input
          id="bulk-days"
          inputMode="numeric"
          placeholder="-1 is the day before"
          isBad={isBadShift}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <span>Flag</span>
        <Segmented
          small
          label="Flag"
          value={flag}
          segments={[
            { value: "keep", label: "As it is" },
            { value: "yes", label: "Flag" },
            { value: "no", label: "Unflag" },
          ]}
          onChange={setFlag}
        />
        <span>Totals</span>
        <Segmented
          small
          label="Totals"
          value={exclude}
          segments={[
            { value: "keep", label: "As it is" },
            { value: "no", label: "Count" },
            { value: "yes", label: "Leave out" },
          ]}
          onChange={setExclude}
        />
      </form>
    </Drawer>
  );
}
