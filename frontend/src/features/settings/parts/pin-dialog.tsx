import { type FormEvent, useId, useState } from "react";
import { sentenceFor } from "@/api/errors";
import { type LockStatus, useRemovePin, useSetPin } from "@/entities/lock/queries";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import formStyles from "@/ui/form.module.css";
import { SelectField, TextField } from "@/ui/form-fields";
import { toast } from "@/ui/toast";

const IDLE_MINUTES = [1, 5, 15, 30, 60] as const;
type IdleMinutes = (typeof IDLE_MINUTES)[number];
const OPTIONS = IDLE_MINUTES.map((minutes) => ({ value: String(minutes), label: count(minutes, "minute") }));

/** Sets, changes or removes the PIN. */
export function PinDialog({
  status,
  isRemoving,
  onClose,
}: {
  status: LockStatus;
  isRemoving: boolean;
  onClose: () => void;
}) {
  const hasPin = status.idle_minutes !== null;
  const form = useId();
  const [oldPin, setOldPin] = useState("");
  const [pin, setPin] = useState("");
  const [minutes, setMinutes] = useState(String(status.idle_minutes ?? 5));
  const set = useSetPin();
  const remove = useRemovePin();
  const { error, isPending } = isRemoving ? remove : set;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const done = (words: string) => ({
      onSuccess: () => {
        toast(words);
        onClose();
      },
    });
    if (isRemoving) remove.mutate(oldPin, done("PIN removed"));
    else
      set.mutate(
        { pin, idle_minutes: Number(minutes) as IdleMinutes, old_pin: hasPin ? oldPin : null },
        done("PIN set"),
      );
  };
  return (
    <Dialog
      title={isRemoving ? "Remove PIN" : hasPin ? "Change PIN" : "Set a PIN"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} kind="primary" disabled={isPending}>
            {isRemoving ? "Remove PIN" : "Save PIN"}
          </Button>
        </>
      }
    >
      <form id={form} className={formStyles.form} onSubmit={submit}>
        {hasPin && (
          <TextField
            label="Current PIN"
            type="password"
            autoComplete="current-password"
            value={oldPin}
            onChange={setOldPin}
            error={isRemoving && error ? sentenceFor(error) : null}
          />
        )}
        {!isRemoving && (
          <>
            <TextField
              label="New PIN or passphrase"
              type="password"
              autoComplete="new-password"
              value={pin}
              onChange={setPin}
              error={error && sentenceFor(error)}
              help={`At least ${status.shortest_pin} characters. If you forget it, it can be removed only by restoring a backup made without it.`}
            />
            <SelectField label="Lock after" value={minutes} options={OPTIONS} onChange={setMinutes} />
          </>
        )}
      </form>
    </Dialog>
  );
}
