import { type FormEvent, useState } from "react";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import formStyles from "@/ui/form.module.css";
import type { Offered, TaxonomyActions } from "../queries";

interface Props {
  offered: readonly Offered[];
  actions: TaxonomyActions;
  onClose: () => void;
}

/** More categories to choose from, each with the main category that it goes under. */
export function OfferedDialog({ offered, actions, onClose }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!chosen.size) return;
    onClose();
    void actions.addOffered([...chosen]);
  }
  return (
    <Dialog
      title="Add more categories"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="offered" disabled={!chosen.size}>
            {chosen.size ? `Add ${count(chosen.size, "category", "categories")}` : "Add"}
          </Button>
        </>
      }
    >
      <form id="offered" className={formStyles.form} onSubmit={submit}>
        {offered.map((one) => (
          <Check
            key={one.short_desc}
            checked={chosen.has(one.short_desc)}
            onChange={() => toggle(one.short_desc)}
          >
            {one.display_name} <span className="muted">in {one.parent_name}</span>
          </Check>
        ))}
      </form>
    </Dialog>
  );
}
