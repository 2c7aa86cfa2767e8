import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import type { Transaction } from "@/api/types";
import { IconButton } from "@/ui/button";
import { Drawer } from "@/ui/drawer";
import { Segmented } from "@/ui/segmented";
import { nameOf } from "../names";
import { WhyContent } from "../why-drawer";
import { EditForm, unsaved } from "./edit-form";
import { useRowChanges } from "./queries";
import { RowHistory } from "./row-history";
import type { EditorStart } from "./start";

interface Props {
  row: Transaction;
  start: EditorStart;
  onClose: () => void;
  onStep: (step: 1 | -1) => void;
  onDelete: (row: Transaction) => void;
}

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
