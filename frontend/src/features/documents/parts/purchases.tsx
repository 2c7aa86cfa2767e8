import { CircleCheck, Split, TriangleAlert } from "lucide-react";
import type { DocumentDetails, Purchase } from "@/api/types";
import { useCategoryMap } from "@/entities/categories/queries";
import { formatDay } from "@/kit/dates";
import { formatSize } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../documents.module.css";
import { sumOf } from "../model";
import { useDocumentActions, useProposals } from "../queries";

/** What was bought: each receipt or order with its check, its transaction and a split. */
export function Purchases({ document }: { document: DocumentDetails }) {
  const { data = [], isPending, isError, error, refetch } = useProposals(document.id);
  const actions = useDocumentActions();
  const first = data.length === 1 ? data[0] : undefined;
  const sure = first && !first.linked_transaction ? first.candidates[0] : undefined;
  const splittable =
    first?.linked_transaction && !first.is_split && first.parts.length > 1 ? first : undefined;
  useShortcuts("Receipt", [
    {
      keys: "l",
      label: "Link the transaction that fits",
      isOn: sure !== undefined,
      run: () => sure && void actions.link(document.id, { transaction_id: sure.transaction_id }),
    },
    {
      keys: "s",
      label: "Split the transaction by its lines",
      isOn: splittable !== undefined,
      run: () =>
        splittable?.linked_transaction &&
        void actions.split(splittable.linked_transaction.transaction_id, splittable.parts),
    },
  ]);
  if (isPending) return <LoadingRows rows={4} label="Loading what was bought" />;
  if (isError)
    return <FailedState title="What was bought could not be loaded" error={error} onRetry={refetch} />;
  return data.map((purchase) => (
    <PurchaseSection
      key={purchase.index}
      documentId={document.id}
      purchase={purchase}
      isAlone={data.length === 1}
    />
  ));
}

interface Props {
  documentId: number;
  purchase: Purchase;
  isAlone: boolean;
}

function PurchaseSection({ documentId, purchase, isAlone }: Props) {
  const { currency } = purchase;
  const title = isAlone ? (purchase.merchant ?? "Read from the document") : `Order ${purchase.number ?? ""}`;
  return (
    <section className={styles.section} aria-label={title}>
      <h3>
        <span className="grow">{title}</span>
        {purchase.on && <span className="tabular">{formatDay(purchase.on)}</span>}
      </h3>
      <table className={styles.lines}>
        <caption className="visually-hidden">Lines of {title}</caption>
        <tbody>
          {purchase.lines.map((line, at) => (
            <tr key={at}>
              <th scope="row">{line.text}</th>
              <td className={`${styles.number} small muted`}>{line.quantity}</td>
              <td className={styles.number}>{formatSize(line.amount_minor, currency)}</td>
            </tr>
          ))}
          {sumOf(purchase).map(({ sign, label, minor }) => (
            <tr key={label} className={sign === "=" ? styles.sum : undefined}>
              <th scope="row">
                {sign} {label}
              </th>
              <td />
              <td className={styles.number}>{formatSize(minor, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Check purchase={purchase} />
      <Transaction documentId={documentId} purchase={purchase} />
      {purchase.linked_transaction && <SplitProposal purchase={purchase} />}
    </section>
  );
}

function Check({
  purchase: { difference_minor: difference, total_minor: total, currency },
}: {
  purchase: Purchase;
}) {
  if (difference === null || total === null) return null;
  if (difference === 0)
    return (
      <p className={styles.agrees}>
        <Icon of={CircleCheck} small />
        agrees with the printed total
      </p>
    );
  return (
    <p className={`${styles.agrees} ${styles.differs}`}>
      <Icon of={TriangleAlert} small />
      {difference > 0
        ? `printed ${formatSize(total, currency)}, ${formatSize(difference, currency)} are not read`
        : `printed ${formatSize(total, currency)}, the lines are ${formatSize(-difference, currency)} more`}
    </p>
  );
}

function Transaction({ documentId, purchase }: { documentId: number; purchase: Purchase }) {
  const actions = useDocumentActions();
  const { linked_transaction: linked, candidates, total_minor: total, currency } = purchase;
  if (linked)
    return (
      <p className="small secondary">
        Paid by {linked.name}, {formatDay(linked.on)}. {linked.reason}.
      </p>
    );
  if (!candidates.length)
    return (
      <p className="small secondary">
        {total === null ? "No total was read." : `No ${formatSize(total, currency)} within 5 days yet.`}
      </p>
    );
  return candidates.map((each, at) => (
    <div key={each.transaction_id} className={styles.row}>
      <span className="small secondary tabular">{formatDay(each.on)}</span>
      <span className="grow truncate">
        <span className="medium">{each.name}</span> <span className="small secondary">{each.reason}</span>
      </span>
      <Button
        small
        kind={at === 0 && purchase.is_sure ? "primary" : "default"}
        aria-label={`Link ${each.name}`}
        onClick={() => void actions.link(documentId, { transaction_id: each.transaction_id })}
      >
        Link
      </Button>
    </div>
  ));
}

function SplitProposal({ purchase }: { purchase: Purchase }) {
  const actions = useDocumentActions();
  const categories = useCategoryMap();
  const { parts, currency, linked_transaction: linked, is_split: isSplit } = purchase;
  if (isSplit) return <p className="small secondary">The transaction is split.</p>;
  if (parts.length < 2 || !linked) return null;
  return (
    <>
      <div className={styles.bar}>
        <h3 className="grow">Split proposal</h3>
        <Button
          small
          kind="primary"
          icon={Split}
          onClick={() => void actions.split(linked.transaction_id, parts)}
        >
          Split in {parts.length}
        </Button>
      </div>
      {parts.map((part) => (
        <div key={`${part.category_short_desc}${part.is_rest}`} className={styles.row}>
          <span className="medium">
            {categories.get(part.category_short_desc ?? "")?.display_name ?? "No category"}
          </span>
          <span className="grow small secondary truncate">
            {part.is_rest ? "not read" : count(part.texts.length, "line")}
          </span>
          <span className="tabular">{formatSize(part.amount_minor, currency)}</span>
        </div>
      ))}
    </>
  );
}
