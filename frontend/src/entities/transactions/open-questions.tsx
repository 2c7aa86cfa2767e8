import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight, HandCoins } from "lucide-react";
import { useState } from "react";
import { get, post, put } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type {
  ChangedTransaction,
  Owed,
  PossibleTransfer,
  Transaction,
  TransferWithoutAccount,
} from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Check } from "@/ui/checkbox";
import { Dialog } from "@/ui/dialog";
import { toastFailure } from "@/ui/toast";
import { refresh } from "./cache";
import { nameOf } from "./names";
import styles from "./open-questions.module.css";

const POSSIBLE = ["possible-transfers"] as const;
const WITHOUT = ["transfers-without-account"] as const;
const OWED = ["owed"] as const;

/** What is left to decide about transactions: pairs that may be transfers, and shares that others owe. */
export function OpenQuestions() {
  const [open, setOpen] = useState<"transfers" | "owed" | null>(null);
  const possible = useQuery({
    queryKey: POSSIBLE,
    queryFn: ({ signal }) => get<PossibleTransfer[]>("/api/transactions/possible-transfers", { signal }),
  });
  const owed = useQuery({
    queryKey: OWED,
    queryFn: ({ signal }) => get<Owed[]>("/api/transactions/owed", { signal }),
  });
  const without = useQuery({
    queryKey: WITHOUT,
    queryFn: ({ signal }) =>
      get<TransferWithoutAccount[]>("/api/transactions/transfers-without-account", { signal }),
  });
  const pairs = possible.data ?? [];
  const alone = without.data ?? [];
  const questions = pairs.length + alone.length;
  const debts = owed.data ?? [];
  return (
    <>
      {questions > 0 && (
        <Button small icon={ArrowLeftRight} onClick={() => setOpen("transfers")}>
          {count(questions, "possible transfer")}
        </Button>
      )}
      {debts.length > 0 && (
        <Button small icon={HandCoins} onClick={() => setOpen("owed")}>
          {totalsOf(debts)} owed to you
        </Button>
      )}
      <Dialog
        title="Possible transfers"
        isOpen={open === "transfers" && questions > 0}
        onClose={() => setOpen(null)}
      >
        <p className="small secondary">
          Money that may have moved between your accounts. A transfer counts neither as income nor as
          spending.
        </p>
        <ul className={styles.list}>
          {pairs.map((pair) => (
            <Pair key={`${pair.out.id} ${pair.into.id}`} pair={pair} />
          ))}
          {alone.map((each) => (
            <WithoutAccount key={each.transaction.id} of={each} />
          ))}
        </ul>
      </Dialog>
      <Dialog title="Owed to you" isOpen={open === "owed" && debts.length > 0} onClose={() => setOpen(null)}>
        <Debts debts={debts} />
      </Dialog>
    </>
  );
}

/** Currencies do not add: "$107.73 and €18.50". */
function totalsOf(debts: readonly Owed[]): string {
  const sums = new Map<string, number>();
  for (const { currency, owed_minor } of debts) sums.set(currency, (sums.get(currency) ?? 0) + owed_minor);
  return [...sums].map(([currency, minor]) => formatSize(minor, currency)).join(" and ");
}

function useDecision() {
  const client = useQueryClient();
  const undo = useUndo();
  return async (words: string, request: Promise<{ change_id: number | null }>) => {
    try {
      undo.done(words, (await request).change_id);
      refresh(client, { rows: true });
    } catch (error) {
      toastFailure(sentenceFor(error));
    }
  };
}

function Pair({ pair: { out, into, reason } }: { pair: PossibleTransfer }) {
  const decide = useDecision();
  const base = `/api/transactions/${out.id}`;
  const body = { other_id: into.id };
  return (
    <li className={styles.item}>
      <div className="grow">
        <Side row={out} />
        <Side row={into} />
        <p className="small muted">{reason}</p>
      </div>
      <Button
        small
        kind="ghost"
        onClick={() => void decide("Not a transfer", post(`${base}/reject-transfer`, body))}
      >
        Not a transfer
      </Button>
      <Button
        small
        kind="primary"
        onClick={() => void decide("Linked as a transfer", put(`${base}/transfer`, body))}
      >
        Link
      </Button>
    </li>
  );
}

/** A transfer whose other account was deleted. */
function WithoutAccount({ of: { transaction, deleted_account } }: { of: TransferWithoutAccount }) {
  const decide = useDecision();
  const say = (is_transfer: boolean) =>
    post<ChangedTransaction>(`/api/transactions/${transaction.id}/transfer-without-account`, { is_transfer });
  return (
    <li className={styles.item}>
      <div className="grow">
        <Side row={transaction} />
        <p className="small muted">
          The other account, {deleted_account}, was deleted. Restore it to have the pair back.
        </p>
      </div>
      <Button small kind="ghost" onClick={() => void decide("It counts by itself", say(false))}>
        Count it
      </Button>
      <Button small kind="primary" onClick={() => void decide("Kept as a transfer", say(true))}>
        Keep as transfer
      </Button>
    </li>
  );
}

function Side({ row }: { row: Transaction }) {
  return (
    <p className={styles.side}>
      <span className="muted tabular">{formatDay(row.on)}</span>
      <span className="truncate">
        {nameOf(row)} <span className="small muted">{row.account_name}</span>
      </span>
      <Amount minor={row.amount_minor} currency={row.currency} />
    </p>
  );
}

/** What others owe, transaction by transaction; all are settled, or those that are picked. */
function Debts({ debts }: { debts: readonly Owed[] }) {
  const decide = useDecision();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const chosen = debts.filter(({ transaction }) => picked.has(transaction.id));
  const settling = chosen.length ? chosen : debts;
  const toggle = (id: number) =>
    setPicked((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])));
  const settle = () =>
    decide(
      `${totalsOf(settling)} settled`,
      post("/api/transactions/settle-many", {
        transaction_ids: settling.map(({ transaction }) => transaction.id),
      }),
    ).then(() => setPicked(new Set()));
  return (
    <>
      <ul className={styles.list}>
        {debts.map(({ person, owed_minor, currency, transaction }) => (
          <li key={transaction.id} className={styles.item}>
            <span className="grow">
              <Check checked={picked.has(transaction.id)} onChange={() => toggle(transaction.id)}>
                <span className="medium">{person}</span>{" "}
                <span className="small muted">
                  {nameOf(transaction)}, since {formatDay(transaction.on)}
                </span>
              </Check>
            </span>
            <span className="tabular">{formatSize(owed_minor, currency)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.total}>
        <span>
          {chosen.length ? `${chosen.length} of ${debts.length} picked` : "All"}{" "}
          <span className="strong tabular">{totalsOf(settling)}</span>
        </span>
        <Button small kind="primary" onClick={() => void settle()}>
          {chosen.length ? `Settle ${count(chosen.length, "share")}` : "Settle all"}
        </Button>
      </p>
    </>
  );
}
