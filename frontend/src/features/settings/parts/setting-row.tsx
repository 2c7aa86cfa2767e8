import { CircleCheck, CircleDashed, CircleDot, KeyRound, type LucideIcon, TriangleAlert } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { ApiError } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { Setting } from "@/api/types";
import { KeyQuestion } from "@/entities/secrets/key-question";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { Input } from "@/ui/field";
import fieldStyles from "@/ui/field.module.css";
import { Icon } from "@/ui/icon";
import pillStyles from "@/ui/pill.module.css";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { choiceWords, firstText, type Named, sourceWords } from "../model";
import { useSaveSetting } from "../queries";
import styles from "../settings.module.css";

/** One setting: what it is, where its value comes from, and its field. Errors stand beside it. */
export function SettingRow({ setting }: { setting: Named }) {
  const id = useId();
  const save = useSaveSetting(setting.key);
  const again = () => save.variables && keep(save.variables, `${setting.label} saved`);
  const refusal = save.error
    ? save.error instanceof ApiError
      ? (save.error.fields[setting.key] ?? save.error.detail)
      : sentenceFor(save.error)
    : null;
  const keep = (value: string, words: string) => {
    const before = setting.source === "database" ? (setting.value ?? "") : "";
    const back = { label: "Undo", run: () => save.mutate(before) };
    save.mutate(value, { onSuccess: () => toast(words, setting.is_secret ? [] : [back]) });
  };
  return (
    <div className={styles.setting} data-setting={setting.key}>
      <div className={styles.about}>
        <label className="medium" htmlFor={id}>
          {setting.label}
        </label>
        <p className="small muted" id={`${id}-help`}>
          {setting.help}
        </p>
      </div>
      <div className={styles.value}>
        {setting.kind === "choice" ? (
          <Select
            id={id}
            label={setting.label}
            value={setting.value}
            options={setting.choices.map((choice) => ({ value: choice, label: choiceWords(choice) }))}
            onChange={(value) => keep(value, `${setting.label}: ${choiceWords(value)}`)}
          />
        ) : (
          <TextSetting
            key={`${setting.source} ${setting.value}`}
            id={id}
            setting={setting}
            isBusy={save.isPending}
            isBad={refusal !== null}
            onKeep={keep}
          />
        )}
        {refusal && (
          <p className={fieldStyles.error} role="alert" id={`${id}-error`}>
            {refusal}
          </p>
        )}
        <KeyQuestion error={save.error} onAgain={again} />
      </div>
      <SourceBadge setting={setting} />
    </div>
  );
}

interface TextProps {
  id: string;
  setting: Named;
  isBusy: boolean;
  isBad: boolean;
  onKeep: (value: string, words: string) => void;
}

function TextSetting({ id, setting, isBusy, isBad, onKeep }: TextProps) {
  const [typed, setTyped] = useState(firstText(setting));
  const [isAsking, setAsking] = useState(false);
  const isChanged = typed.trim() !== firstText(setting);
  const clear = () => {
    setAsking(false);
    onKeep("", `${setting.label} cleared`);
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isChanged && typed.trim()) onKeep(typed.trim(), `${setting.label} saved`);
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Input
        id={id}
        aria-describedby={isBad ? `${id}-error ${id}-help` : `${id}-help`}
        type={setting.is_secret ? "password" : "text"}
        inputMode={setting.kind === "number" ? "numeric" : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={setting.is_secret ? (setting.value ?? "") : undefined}
        value={typed}
        isBad={isBad}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={!isChanged || !typed.trim() || isBusy}>
        Save<span className="visually-hidden"> {setting.label}</span>
      </Button>
      {setting.source === "database" && (
        <Button
          kind="ghost"
          disabled={isBusy}
          onClick={() => (setting.is_secret ? setAsking(true) : clear())}
        >
          Clear<span className="visually-hidden"> {setting.label}</span>
        </Button>
      )}
      <Confirm
        title={`Clear ${setting.label}?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        verb="Clear"
        isDanger
        onConfirm={clear}
      >
        It is removed from this computer. You can enter it again at any time.
      </Confirm>
    </form>
  );
}

const SIGNS: Record<Setting["source"], LucideIcon> = {
  database: CircleCheck,
  env: KeyRound,
  default: CircleDot,
  not_set: CircleDashed,
};

function SourceBadge({ setting }: { setting: Setting }) {
  const isBroken = !setting.is_readable;
  return (
    <span
      className={
        isBroken
          ? cx(pillStyles.pill, pillStyles.warning, styles.source)
          : setting.is_set
            ? cx(pillStyles.pill, styles.source)
            : cx(pillStyles.pill, pillStyles.off, styles.source)
      }
    >
      <Icon of={isBroken ? TriangleAlert : SIGNS[setting.source]} />
      {sourceWords(setting)}
    </span>
  );
}
