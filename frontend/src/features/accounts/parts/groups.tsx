import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { Account, AccountGroup } from "@/api/types";
import { IconButton } from "@/ui/button";
import { FormDialog } from "@/ui/form-dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import styles from "../accounts.module.css";
import { type GroupActions, useMoveToGroup } from "../queries";

const NONE = "none";
const NEW = "new";

interface DialogProps {
  account: Account;
  groups: readonly AccountGroup[];
  onClose: () => void;
}

/** Puts an account into a group, also into a new one. */
export function GroupDialog({ account, groups, onClose }: DialogProps) {
  const [choice, setChoice] = useState(
    account.group_id === null ? (groups.length ? NONE : NEW) : String(account.group_id),
  );
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const move = useMoveToGroup(account);
  const isNameless = choice === NEW && !name.trim();
  function submit() {
    setTried(true);
    if (isNameless) return;
    const group = choice === NONE ? null : choice === NEW ? { name: name.trim() } : Number(choice);
    move.mutate(group, { onSuccess: onClose });
  }
  return (
    <FormDialog
      title={`Group of ${account.name}`}
      verb="Save"
      isBusy={move.isPending}
      error={move.error && sentenceFor(move.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        label="Group"
        value={choice}
        options={[
          { value: NONE, label: "No group" },
          ...groups.map((group) => ({ value: String(group.id), label: group.name })),
          { value: NEW, label: "New group" },
        ]}
        onChange={setChoice}
      />
      {choice === NEW && (
        <TextField
          label="Name of the group"
          value={name}
          error={isTried && isNameless ? "Enter a name." : null}
          autoFocus
          onChange={setName}
        />
      )}
    </FormDialog>
  );
}

interface ActsProps {
  id: number;
  groups: readonly AccountGroup[];
  actions: GroupActions;
}

/** Gives a group another name. */
function RenameDialog({
  group,
  actions,
  onClose,
}: {
  group: AccountGroup;
  actions: GroupActions;
  onClose: () => void;
}) {
  const [name, setName] = useState(group.name);
  const isNameless = !name.trim();
  return (
    <FormDialog
      title={`Rename ${group.name}`}
      verb="Rename"
      isBusy={false}
      error={null}
      onSubmit={() => {
        if (isNameless) return;
        onClose();
        if (name.trim() !== group.name) void actions.rename(group, name.trim());
      }}
      onClose={onClose}
    >
      <TextField
        label="Name of the group"
        value={name}
        error={isNameless ? "Enter a name." : null}
        autoFocus
        onChange={setName}
      />
    </FormDialog>
  );
}

/** Moves a group up and down, renames or deletes it. */
export function GroupActs({ id, groups, actions }: ActsProps) {
  const [isRenaming, setRenaming] = useState(false);
  const at = groups.findIndex((group) => group.id === id);
  const group = groups[at];
  if (!group) return null;
  const moved = (by: number) => {
    const ids = groups.map((each) => each.id);
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    void actions.order(ids);
  };
  return (
    <span className={styles.groupActs}>
      <IconButton
        small
        icon={ArrowUp}
        label={`Move ${group.name} up`}
        disabled={at === 0}
        onClick={() => moved(-1)}
      />
      <IconButton
        small
        icon={ArrowDown}
        label={`Move ${group.name} down`}
        disabled={at === groups.length - 1}
        onClick={() => moved(1)}
      />
      <IconButton small icon={Pencil} label={`Rename ${group.name}`} onClick={() => setRenaming(true)} />
      <IconButton
        small
        icon={Trash2}
        label={`Delete the group ${group.name}`}
        onClick={() => void actions.remove(group)}
      />
      {isRenaming && <RenameDialog group={group} actions={actions} onClose={() => setRenaming(false)} />}
    </span>
  );
}
