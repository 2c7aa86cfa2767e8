import { Landmark, type LucideIcon, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { fullName } from "@/entities/accounts/names";
import { cx } from "@/kit/cx";
import { useShortcuts } from "@/kit/use-shortcuts";
import { LinkButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import styles from "../import.module.css";
import type { NewAccount } from "../model";
import { sheetName } from "../names";
import type { Planned } from "../store";

interface Props {
  candidates: readonly { id: number; name: string; reason: string }[];
  planned: readonly Planned[];
  proposed: NewAccount | null;
  onChoose: (id: number) => void;
  onName: (account: NewAccount, plan?: number) => void;
  onEdit: () => void;
  /** All other accounts. */
  children: ReactNode;
}

const MOST = 4;

/** It is not certain which account the rows belong to: each answer is one press, each with its reason. */
export function AccountQuestion({
  candidates,
  planned,
  proposed,
  onChoose,
  onName,
  onEdit,
  children,
}: Props) {
  const answers = [
    ...candidates.map(({ id, name, reason }) => ({ key: `a${id}`, name, reason, run: () => onChoose(id) })),
    ...planned.map(({ plan, account, by }) => ({
      key: `p${plan}`,
      name: fullName(account),
      reason: `New with ${sheetName(by)}`,
      run: () => onName(account, plan),
    })),
  ].slice(0, MOST);
  useShortcuts("Account", [
    ...answers.map(({ name, run }, at) => ({ keys: String(at + 1), label: `Import into ${name}`, run })),
    {
      keys: "n",
      label: proposed ? `New account ${fullName(proposed)}` : "New account",
      run: () => (proposed ? onName(proposed) : onEdit()),
    },
  ]);
  const isGuided = answers.length > 0 || proposed !== null;
  return (
    <fieldset className={styles.accountQuestion} aria-label="Which account do these transactions belong to?">
      <span className={isGuided ? cx(styles.questionText, "medium") : "muted"}>
        {isGuided ? "Which account do these transactions belong to?" : "into"}
      </span>
      {answers.map(({ key, name, reason, run }, at) => (
        <Answer key={key} icon={Landmark} keys={String(at + 1)} name={name} note={reason} onClick={run} />
      ))}
      {proposed && (
        <Answer
          icon={Plus}
          keys="n"
          name={`New account ${fullName(proposed)}`}
          note={[proposed.institution, proposed.currency].filter(Boolean).join(", ")}
          onClick={() => onName(proposed)}
        />
      )}
      {children}
      <LinkButton onClick={onEdit} data-key={proposed ? undefined : "n"}>
        {proposed ? "Edit the new account first" : "or create a new account"}
      </LinkButton>
    </fieldset>
  );
}

interface AnswerProps {
  icon: LucideIcon;
  keys: string;
  name: string;
  note: string;
  onClick: () => void;
}

function Answer({ icon, keys, name, note, onClick }: AnswerProps) {
  return (
    <button
      type="button"
      className={cx(buttonStyles.button, styles.answer)}
      data-key={keys}
      onClick={onClick}
    >
      <Icon of={icon} small />
      <span className="truncate">{name}</span>
      {note && <span className={cx("muted small truncate", styles.answerNote)}>{note}</span>}
      <KeyCap keys={keys} />
    </button>
  );
}
