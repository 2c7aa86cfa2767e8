import { ReceiptText } from "lucide-react";
import { useState } from "react";
import type { AiReceipt } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatMoment } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Twist } from "@/ui/twist";
import styles from "../categoriser.module.css";
import { formatMicroUsd, markedParts, purposeWords, sentWords } from "../model";
import { useReceipt, useReceipts } from "../queries";
import sentText from "./sent-text.module.css";

/** Every call, and in the opened one what left this computer, word for word. */
export function ReceiptsSection() {
  const receipts = useReceipts();
  const [openId, setOpenId] = useState<number | null>(null);
  return (
    <section className={styles.flush} aria-labelledby="h-receipts">
      <div className={styles.heading}>
        <h2 id="h-receipts">Receipts</h2>
        <span className="muted">each call, and what left this computer</span>
      </div>
      {receipts.isPending && <LoadingRows rows={3} label="Loading receipts" />}
      {receipts.isError && (
        <FailedState
          title="The receipts could not be loaded"
          error={receipts.error}
          onRetry={receipts.refetch}
        />
      )}
      {receipts.data?.length === 0 && (
        <EmptyState icon={ReceiptText} title="No call was made">
          Nothing has left this computer for AI.
        </EmptyState>
      )}
      {receipts.data && receipts.data.length > 0 && (
        <table className={cx(styles.table, styles.receipts)}>
          <caption className="visually-hidden">Calls to AI, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">For</th>
              <th scope="col" className={styles.wide}>
                What was sent
              </th>
              <th scope="col" className={cx(styles.number, styles.tokensColumn)}>
                In
              </th>
              <th scope="col" className={cx(styles.number, styles.tokensColumn)}>
                Out
              </th>
              <th scope="col" className={styles.number}>
                Cost
              </th>
              <th scope="col" className={cx(styles.number, styles.wide)}>
                Accepted
              </th>
            </tr>
          </thead>
          <tbody>
            {receipts.data.map((receipt) => (
              <ReceiptRow
                key={receipt.id}
                receipt={receipt}
                isOpen={openId === receipt.id}
                onToggle={() => setOpenId((now) => (now === receipt.id ? null : receipt.id))}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface RowProps {
  receipt: AiReceipt;
  isOpen: boolean;
  onToggle: () => void;
}

function ReceiptRow({ receipt, isOpen, onToggle }: RowProps) {
  const isAnswered = receipt.outcome === "answered";
  return (
    <>
      <tr className={cx(isOpen && styles.current)}>
        <th scope="row">
          <span className={styles.rule}>
            <Twist
              label={`What was sent, ${formatMoment(receipt.created_at)}`}
              isOpen={isOpen}
              onToggle={onToggle}
            />
            <span className="tabular">{formatMoment(receipt.created_at)}</span>
          </span>
        </th>
        <td>
          <span className="medium">{purposeWords(receipt)}</span>
          {!isAnswered && (
            <span className={receipt.outcome === "sent" ? "muted" : "danger-text"}> no answer</span>
          )}
        </td>
        <td className={styles.wide}>
          <span className="secondary small">
            {sentWords(receipt)}
            {receipt.withheld_count > 0 && `; ${formatCount(receipt.withheld_count)} not sent`}
          </span>
        </td>
        <td className={cx(styles.number, styles.tokensColumn)}>{formatCount(receipt.input_tokens)}</td>
        <td className={cx(styles.number, styles.tokensColumn)}>{formatCount(receipt.output_tokens)}</td>
        <td className={styles.number}>
          {receipt.cost_micro_usd === null ? (
            <span className="muted">not known</span>
          ) : (
            formatMicroUsd(receipt.cost_micro_usd)
          )}
        </td>
        <td className={cx(styles.number, styles.wide)}>
          {receipt.suggested > 0 ? (
            `${receipt.accepted} of ${receipt.suggested}`
          ) : (
            <span className="muted">–</span>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className={styles.detail}>
          <td colSpan={7}>
            <Detail receipt={receipt} />
          </td>
        </tr>
      )}
    </>
  );
}

function Detail({ receipt }: { receipt: AiReceipt }) {
  const detail = useReceipt(receipt.id);
  if (detail.isPending) return <LoadingRows rows={2} label="Loading the receipt" />;
  if (detail.isError)
    return (
      <FailedState title="The receipt could not be loaded" error={detail.error} onRetry={detail.refetch} />
    );
  const { merchants, withheld, system, sent_message, message, model, host, duration_ms } = detail.data;
  return (
    <div className={styles.receipt}>
      <p className="small secondary tabular">
        {model} at {host}, {(duration_ms / 1000).toFixed(1)} s. {message}
      </p>
      {merchants.length + withheld.length > 0 && (
        <div className={styles.pair}>
          <div>
            <h3>In your data</h3>
            <ol className={sentText.raw}>
              {merchants.map(({ original }, at) => (
                <li key={at}>{original}</li>
              ))}
              {withheld.map(({ original }) => (
                <li key={original}>{original}</li>
              ))}
            </ol>
          </div>
          <div>
            <h3>What was sent of it</h3>
            <ol className={sentText.raw}>
              {merchants.map(({ sent }, at) => (
                <li key={at}>
                  <SentText text={sent} />
                </li>
              ))}
              {withheld.map(({ original, entry }) => (
                <li key={original}>
                  <b>not sent</b>, on your never-send list: {entry}
                </li>
              ))}
            </ol>
          </div>
        </div>
      )}
      {sent_message && (
        <details>
          <summary>
            The whole message, word for word ({count(system.length + sent_message.length, "character")})
          </summary>
          <p className={sentText.raw}>{system}</p>
          <p className={sentText.raw}>{sent_message}</p>
        </details>
      )}
    </div>
  );
}

function SentText({ text }: { text: string }) {
  return markedParts(text).map((part, at) =>
    part.isHidden ? (
      <mark key={at} className={sentText.hidden}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
