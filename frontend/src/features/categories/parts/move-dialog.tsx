import { useState } from "react";
import type { Category } from "@/api/types";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SelectField } from "@/ui/form-fields";
import { placesFor } from "../model";
import type { TaxonomyActions } from "../queries";

const TOP = "(top)";

interface Props {
  category: Category;
  all: readonly Category[];
  actions: TaxonomyActions;
  onClose: () => void;
}

/** Puts a category below another one, or makes it a group of its own. */
export function MoveDialog({ category, all, actions, onClose }: Props) {
  const [to, setTo] = useState<string | null>(null);
  const places = placesFor(category, all);
  const options = [
    ...(category.parent_id === null ? [] : [{ value: TOP, label: "None (top level)" }]),
    ...places.map((place) => ({ value: place.short_desc, label: place.display_name })),
  ];
  return (
    <Dialog
      title={`Move ${category.display_name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={to === null}
            onClick={() => {
              onClose();
              void actions.move(category, places.find((place) => place.short_desc === to) ?? null);
            }}
          >
            Move
          </Button>
        </>
      }
    >
      {options.length ? (
        <SelectField
          label="Parent category"
          help="Its transactions, rules and budgets move with it."
          placeholder="Choose a category"
          value={to}
          onChange={setTo}
          options={options}
        />
      ) : (
        <p>It has subcategories. Move those first.</p>
      )}
    </Dialog>
  );
}
