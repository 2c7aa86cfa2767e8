import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocation } from "react-router";
import { sentenceFor } from "@/api/errors";
import { useViewActions, useViews } from "@/entities/views/queries";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { EditInPlace } from "@/ui/edit-in-place";
import { TextField } from "@/ui/form-fields";
import listStyles from "@/ui/list.module.css";
import { toastFailure } from "@/ui/toast";
import styles from "./navigation.module.css";

/** Saves the page as it is shown under a name; renames, pins and removes the views there are. */
export function ViewsDialog({ title, onClose }: { title: string; onClose: () => void }) {
  const { pathname, search } = useLocation();
  const views = useViews().data ?? [];
  const { save, change, remove } = useViewActions();
  const [name, setName] = useState(search ? "" : title);
  const onError = (error: unknown) => toastFailure(sentenceFor(error));
  return (
    <Dialog title="Saved views" isOpen onClose={onClose}>
      <form
        className={styles.saveView}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim())
            save.mutate({ name: name.trim(), path: pathname + search }, { onSuccess: onClose, onError });
        }}
      >
        <TextField
          label="Save this page as"
          help={`${title}, with its filters, period and sorting.`}
          value={name}
          maxLength={100}
          autoFocus
          onChange={setName}
        />
        <Button kind="primary" type="submit" disabled={!name.trim() || save.isPending}>
          Save view
        </Button>
      </form>
      {views.length > 0 && (
        <ul className={listStyles.list} aria-label="Saved views">
          {views.map((view) => (
            <li key={view.id}>
              <Checkbox
                label={`Show ${view.name} in the sidebar`}
                checked={view.is_pinned}
                onChange={() => change.mutate({ id: view.id, is_pinned: !view.is_pinned }, { onError })}
              />
              <span className="grow truncate">
                <EditInPlace
                  label={`Name of ${view.name}`}
                  value={view.name}
                  onKeep={(text) => {
                    if (!text) return "Enter a name.";
                    change.mutate({ id: view.id, name: text }, { onError });
                    return null;
                  }}
                >
                  {view.name}
                </EditInPlace>
              </span>
              <IconButton
                small
                icon={Trash2}
                label={`Remove ${view.name}`}
                onClick={() => remove.mutate(view, { onError })}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
