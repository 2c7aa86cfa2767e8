import { Landmark, Layers } from "lucide-react";
import { useState } from "react";
import type { Account, BankLink, FoundAccount } from "@/api/types";
import { accountTypeName } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { cx } from "@/kit/cx";
import { count, listOf } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Select } from "@/ui/select";
import { EmptyState } from "@/ui/states";
import styles from "../connect.module.css";
import {
  choicesOf,
  clashesIn,
  connectedCount,
  firstTargets,
  type Target,
  type Targets,
  targetOptions,
  targetSum,
  targetWords,
} from "../model";
import { useChooseAccounts } from "../queries";
import { Refusal } from "./refusal";

/** The third step: each account of the bank goes into one that exists, a new one, or nowhere. */
export function MatchAccounts({ link, onCancel }: { link: BankLink; onCancel: () => void }) {
  const { data: accounts = [] } = useAccounts();
  const [targets, setTargets] = useState<Targets>(() => firstTargets(link.accounts));
  const choose = useChooseAccounts(link.id);
  const clashes = clashesIn(targets);
  const connected = connectedCount(targets);
  if (!link.accounts.length)
    return (
      <EmptyState
        icon={Landmark}
        title="You shared no account"
        act={<Button onClick={onCancel}>Close</Button>}
      >
        {link.message ?? "On the bank’s page, tick at least one account."}
      </EmptyState>
    );
  return (
    <>
      <h2>Where does each account go?</h2>
      <p className={styles.lead}>
        {count(link.accounts.length, "account")} found. An account you already have keeps its name, categories
        and history.
      </p>
      <table className={styles.matches}>
        <caption className="visually-hidden">Accounts at {link.bank ?? "the bank"}</caption>
        <thead>
          <tr>
            <th scope="col">At {link.bank ?? "the bank"}</th>
            <th scope="col" className={styles.kind}>
              Kind
            </th>
            <th scope="col" className={styles.amount}>
              Balance
            </th>
            <th scope="col">Goes into</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {link.accounts.map((found) => {
            const target = targets[found.provider_account_id] ?? "new";
            return (
              <Match
                key={found.provider_account_id}
                found={found}
                target={target}
                accounts={accounts}
                isClashing={clashes.has(target)}
                onChoose={(next) => setTargets((now) => ({ ...now, [found.provider_account_id]: next }))}
              />
            );
          })}
        </tbody>
      </table>
      <p className={styles.sum}>{targetSum(targets)}</p>
      <Kept accounts={accounts} targets={targets} />
      <Refusal error={choose.error} onAgain={() => choose.mutate(choicesOf(targets))} />
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          kind="primary"
          autoFocus
          disabled={choose.isPending || connected === 0 || clashes.size > 0}
          onClick={() => choose.mutate(choicesOf(targets))}
        >
          Connect {count(connected, "account")}
        </Button>
      </div>
    </>
  );
}

interface MatchProps {
  found: FoundAccount;
  target: Target;
  accounts: readonly Account[];
  isClashing: boolean;
  onChoose: (target: Target) => void;
}

function Match({ found, target, accounts, isClashing, onChoose }: MatchProps) {
  return (
    <tr>
      <th scope="row">
        <span className="medium">{found.name}</span>{" "}
        {found.mask && <span className={styles.note}>··{found.mask}</span>}
      </th>
      <td className={styles.kind}>{accountTypeName(found.account_type)}</td>
      <td className={styles.amount}>
        {found.balance_minor === null ? (
          <span className={styles.note}>not given</span>
        ) : (
          <Net minor={found.balance_minor} currency={found.currency} />
        )}
      </td>
      <td className={styles.target}>
        <Select
          small
          label={`${found.name} goes into`}
          value={target}
          options={targetOptions(found, accounts)}
          onChange={onChoose}
        />
      </td>
      <td className={cx(styles.why, isClashing && styles.clash)}>
        {isClashing ? "another account goes there too" : targetWords(found, target)}
      </td>
    </tr>
  );
}

/** What the person has to know of accounts that hold transactions already. */
function Kept({ accounts, targets }: { accounts: readonly Account[]; targets: Targets }) {
  const chosen = new Set<string>(Object.values(targets));
  const names = accounts
    .filter((account) => chosen.has(String(account.id)) && account.transaction_count > 0)
    .map((account) => account.name);
  if (!names.length) return null;
  return (
    <Notice icon={Layers}>
      {listOf(names)} already {names.length === 1 ? "has" : "have"} transactions. Each that also comes from
      the bank is kept once; if Budget App is unsure, it asks you.
    </Notice>
  );
}
