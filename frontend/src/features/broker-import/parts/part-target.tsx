import { Wallet } from "lucide-react";
import { formatDay } from "@/kit/dates";
import { Check } from "@/ui/checkbox";
import { Input } from "@/ui/field";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import styles from "../broker-import.module.css";
import type { Part, Target } from "../model";
import type { InvestmentAccount } from "../queries";

const NEW = "new";
const LEAVE_OUT = "leave-out";

interface Props {
  part: Part;
  accounts: readonly InvestmentAccount[];
  chosen: Partial<Target>;
  onChange: (target: Partial<Target>) => void;
  onName: (name: string) => void;
}

/** Where one account of the file goes: into an account, a new one, or nowhere. */
export function PartTarget({ part, accounts, chosen, onChange, onName }: Props) {
  const fitting = accounts.filter(({ currency }) => currency === part.currency);
  const value = part.is_left_out ? LEAVE_OUT : part.account_id === null ? NEW : String(part.account_id);
  const of = part.label || "this file";
  const isNew = value === NEW;
  return (
    <div className={styles.part}>
      <span className={`${styles.label} small secondary`}>
        {part.label ? `Account ${part.label}` : "Goes to"}, {part.currency}
      </span>
      <Select
        label={`Account for ${of}`}
        icon={Wallet}
        value={value}
        options={[
          ...fitting.map(({ id, account_name }) => ({ value: String(id), label: account_name })),
          { value: NEW, label: "New account" },
          { value: LEAVE_OUT, label: "Leave out" },
        ]}
        onChange={(next) =>
          onChange({
            ...chosen,
            account_id: next === NEW || next === LEAVE_OUT ? null : Number(next),
            is_left_out: next === LEAVE_OUT,
          })
        }
      />
      {isNew && (
        <>
          <Input
            aria-label={`Name of the new account for ${of}`}
            maxLength={100}
            defaultValue={chosen.name ?? part.suggested_name}
            onChange={(event) => onName(event.target.value)}
          />
          <Check
            checked={part.tracks_cash}
            onChange={(event) => onChange({ ...chosen, tracks_cash: event.target.checked })}
          >
            Follow its cash
          </Check>
        </>
      )}
      {part.holdings > 0 && (
        <span className="inline-row small secondary">
          Holdings of
          <Input
            type="date"
            aria-label={`Day of the holdings of ${of}`}
            value={part.holdings_on ?? ""}
            onChange={(event) =>
              event.target.value && onChange({ ...chosen, holdings_on: event.target.value })
            }
          />
        </span>
      )}
      {part.first_on && part.last_on && (
        <span className="small muted tabular">
          {formatDay(part.first_on)} to {formatDay(part.last_on)}
        </span>
      )}
      {part.new === 0 && part.repeated > 0 && <Pill tone="off">nothing new</Pill>}
    </div>
  );
}
