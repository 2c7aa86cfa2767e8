import { useState } from "react";
import { count } from "@/kit/words";
import { Check } from "@/ui/checkbox";
import { FormDialog } from "@/ui/form-dialog";
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
  function submit() {
    if (!chosen.size) return;
    onClose();
    void actions.addOffered([...chosen]);
  }
  return (
    <FormDialog
      title="Add more categories"
      verb={chosen.size ? `Add ${count(chosen.size, "category", "categories")}` : "Add"}
      onSubmit={submit}
      onClose={onClose}
      isBusy={!chosen.size}
    >
      {offered.map((one) => (
        <Check
          key={one.short_desc}
          checked={chosen.has(one.short_desc)}
          onChange={() => toggle(one.short_desc)}
        >
          {one.display_name} <span className="muted">in {one.parent_name}</span>
        </Check>
      ))}
    </FormDialog>
  );
}
