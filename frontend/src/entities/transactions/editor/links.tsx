import { type ReactNode, useState } from "react";
import type { Transaction } from "@/api/types";
import { evaluateAmount } from "@/kit/arithmetic";
import { formatDay } from "@/kit/dates";
import { formatSize, toInput } from "@/kit/money";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Input } from "@/ui/field";
import { KeyCap } from "@/ui/key-cap";
import { Segmented } from "@/ui/segmented";
import { nameOf } from "../names";
import { type Draft, halfOf } from "./draft";
import styles from "./editor.module.css";
import { useLinks, useRefunds, useTransfer } from "./queries";

export type OpenLink = "transfer" | "refund" | null;

interface Props {
  row: Transaction;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  open: OpenLink;
  onOpen: (open: OpenLink) => void;
}

/** What a transaction is beside its category: shared, a transfer, a refund, left out. */
export function LinksSection({ row, draft, onChange, open, onOpen }: Props) {
  return (
    <section>
      <div className={styles.form}>
        <ShareLines row={row} draft={draft} onChange={onChange} />
        <TransferLines row={row} isOpen={open === "transfer"} onOpen={onOpen} />
        <RefundLines row={row} isOpen={open === "refund"} onOpen={onOpen} />
        <span className={styles.label}>Counts</span>
        <span className="small secondary">
          {draft.isExcluded ? "Nowhere, left out by you" : countsWords(row)}
        </span>
        <Button kind="ghost" small onClick={() => onChange({ isExcluded: !draft.isExcluded })}>
          {draft.isExcluded ? "Count it" : "Leave out"}
        </Button>
      </div>
    </section>
  );
}

function countsWords(row: Transaction): string {
  if (row.is_internal) return "Not in income or spending: a transfer";
  if (row.status === "pending_review" || row.status === "pending_save") return "Not yet: to be confirmed";
  return "In spending, budget and every total";
}

function ShareLines({ row, draft, onChange }: Pick<Props, "row" | "draft" | "onChange">) {
  const size = evaluateAmount(draft.typed, row.currency) ?? 0;
  const own = draft.share === "half" ? halfOf(size) : evaluateAmount(draft.typedOwn, row.currency);
  return (
    <>
      <span className={styles.label}>Share</span>
      <span className="inline-row">
        <Segmented
          small
          label="How much is mine"
          value={draft.share}
          segments={[
            { value: "all", label: "All mine" },
            { value: "half", label: "Half" },
            { value: "other", label: "Other" },
          ]}
          onChange={(share) => onChange({ share })}
        />
        {draft.share === "other" && (
          <Input
            className={styles.amount}
            aria-label="My part of it"
            inputMode="decimal"
            value={draft.typedOwn}
            placeholder={toInput(halfOf(size), row.currency)}
            onChange={(event) => onChange({ typedOwn: event.target.value })}
          />
        )}
      </span>
      <span className={styles.by}>
        <KeyCap keys="h" />
      </span>
      {draft.share !== "all" && (
        <>
          <label className={styles.label} htmlFor={`person-${row.id}`}>
            With
          </label>
          <Input
            id={`person-${row.id}`}
            className={styles.wide}
            value={draft.person}
            placeholder="Who owes the rest"
            onChange={(event) => onChange({ person: event.target.value })}
          />
          <span />
          {own !== null && own <= size && (
            <>
              <span />
              <p className="small secondary tabular">
                {formatSize(own, row.currency)} is mine, {draft.person.trim() || "the rest"}
                {draft.person.trim() ? " owes" : " is"} {formatSize(size - own, row.currency)}.
              </p>
              <span />
            </>
          )}
        </>
      )}
    </>
  );
}

function TransferLines({
  row,
  isOpen,
  onOpen,
}: {
  row: Transaction;
  isOpen: boolean;
  onOpen: (open: OpenLink) => void;
}) {
  const { data } = useTransfer(row.id, true);
  const { linkTransfer, unlinkTransfer } = useLinks(row);
  const linked = data?.linked;
  if (linked)
    return (
      <>
        <span className={styles.label}>Transfer</span>
        <span className="small secondary">
          {row.amount_minor > 0 ? "To " : "From "}
          {linked.other ? (
            <>
              {linked.other.account_name}, {formatDay(linked.other.on)}
              {Math.abs(linked.other.amount_minor) !== Math.abs(row.amount_minor) ||
              linked.other.currency !== row.currency ? (
                <>
                  , <Amount minor={linked.other.amount_minor} currency={linked.other.currency} />
                </>
              ) : null}
            </>
          ) : linked.deleted_account ? (
            `${linked.deleted_account}, which was deleted`
          ) : (
            "an account that is not here"
          )}
        </span>
        <Button kind="ghost" small onClick={() => void unlinkTransfer()}>
          Unlink
        </Button>
      </>
    );
  const candidates = data?.candidates ?? [];
  return (
    <>
      <span className={styles.label}>Transfer</span>
      <span className="small secondary">
        {candidates.length
          ? `${candidates.length} possible other ${candidates.length === 1 ? "side" : "sides"}`
          : "No opposite amount in another account"}
      </span>
      <Button kind="ghost" small keys="t" onClick={() => onOpen(isOpen ? null : "transfer")}>
        {isOpen ? "Close" : "Mark"}
      </Button>
      {isOpen && (
        <ul className={styles.links}>
          {candidates.map(({ transaction, reason }) => (
            <Candidate key={transaction.id} row={transaction} reason={reason}>
              <Button small onClick={() => void linkTransfer(transaction.id).then(() => onOpen(null))}>
                Link
              </Button>
            </Candidate>
          ))}
          <li className={styles.candidate}>
            <span />
            <span>The other account is not here</span>
            <span />
            <Button small onClick={() => void linkTransfer(null).then(() => onOpen(null))}>
              Mark
            </Button>
            <span className={styles.why}>Counts as moved, out of income and spending</span>
          </li>
        </ul>
      )}
    </>
  );
}

function Candidate({ row, reason, children }: { row: Transaction; reason: string; children: ReactNode }) {
  return (
    <li className={styles.candidate}>
      <span className="small muted tabular">{formatDay(row.on)}</span>
      <span className="truncate">
        <span className="medium">{nameOf(row)}</span> <span className="small muted">{row.account_name}</span>
      </span>
      <Amount minor={row.amount_minor} currency={row.currency} />
      {children}
      <span className={styles.why}>{reason}</span>
    </li>
  );
}

function RefundLines({
  row,
  isOpen,
  onOpen,
}: {
  row: Transaction;
  isOpen: boolean;
  onOpen: (open: OpenLink) => void;
}) {
  const { data } = useRefunds(row.id);
  const { setRefund } = useLinks(row);
  const [month, setMonth] = useState<"purchase" | "refund">("purchase");
  if (row.amount_minor > 0) {
    const back = data?.paid_back_by ?? [];
    const minor = back.reduce((sum, link) => sum + link.amount_minor, 0);
    return (
      <>
        <span className={styles.label}>Came back</span>
        <span className="small secondary tabular">
          {minor
            ? `${formatSize(minor, row.currency)}, ${formatSize(row.amount_minor - minor, row.currency)} net`
            : "Nothing yet"}
        </span>
        <span />
      </>
    );
  }
  const links = data?.pays_back ?? [];
  const candidates = data?.candidates ?? [];
  return (
    <>
      <span className={styles.label}>Pays back</span>
      <span className="small secondary truncate">
        {links.length
          ? links
              .map(({ transaction, amount_minor }) =>
                [
                  formatSize(amount_minor, row.currency),
                  transaction && `${nameOf(transaction)}, ${formatDay(transaction.on)}`,
                ]
                  .filter(Boolean)
                  .join(" of "),
              )
              .join("; ")
          : "Nothing linked"}
      </span>
      {links.length ? (
        <Button kind="ghost" small onClick={() => void setRefund([], month)}>
          Unlink
        </Button>
      ) : (
        <Button kind="ghost" small keys="r" onClick={() => onOpen(isOpen ? null : "refund")}>
          {isOpen ? "Close" : "Link refund"}
        </Button>
      )}
      {isOpen && !links.length && (
        <div className={styles.links}>
          <div className="inline-row">
            <span className="small muted">Lower the spending of the month of the</span>
            <Segmented
              small
              label="Month that is lowered"
              value={month}
              segments={[
                { value: "purchase", label: "purchase" },
                { value: "refund", label: "refund" },
              ]}
              onChange={setMonth}
            />
          </div>
          <ul>
            {candidates.length === 0 && (
              <li className="small secondary">
                No purchase of this payee or amount in the half year before.
              </li>
            )}
            {candidates.map(({ transaction, open_minor, reason }) => (
              <Candidate key={transaction.id} row={transaction} reason={reason}>
                <Button
                  small
                  disabled={open_minor <= 0}
                  onClick={() => {
                    const amount = Math.min(open_minor, -row.amount_minor);
                    void setRefund([{ purchase_id: transaction.id, amount_minor: amount }], month).then(() =>
                      onOpen(null),
                    );
                  }}
                >
                  Link
                </Button>
              </Candidate>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
