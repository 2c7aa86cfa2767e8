import { formatNet, formatSize } from "@/kit/money";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { FailedState, LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import styles from "../investments.module.css";
import { formatNumber } from "../model";
import { type ScopeId, useRebalance } from "../queries";

interface Props {
  portfolio: ScopeId;
  onClose: () => void;
  onTargets: () => void;
}

/** What would bring the holdings to their targets. Nothing is ordered. */
export function RebalanceDialog({ portfolio, onClose, onTargets }: Props) {
  const rebalance = useRebalance(portfolio);
  const { data } = rebalance;
  return (
    <Dialog
      title="What if I rebalance"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onTargets}>Set targets</Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {rebalance.isError ? (
        <FailedState title="It could not be computed" error={rebalance.error} onRetry={rebalance.refetch} />
      ) : !data ? (
        <LoadingRows rows={4} />
      ) : data.why ? (
        <p>{data.why} Set targets first, then this shows what would have to be bought and sold.</p>
      ) : data.trades.length === 0 ? (
        <p>Every holding is as near to its target as whole shares allow.</p>
      ) : (
        <>
          <ul className={styles.trades}>
            {data.trades.map((trade) => (
              <li key={trade.security_id}>
                <span className="secondary">{trade.amount_minor < 0 ? "Sell" : "Buy"}</span>
                <span className="tabular">{formatNumber(trade.quantity.replace("-", ""), 3)}</span>
                <span className="medium grow truncate">{trade.name}</span>
                <span className="tabular">{formatSize(trade.amount_minor, data.currency)}</span>
              </li>
            ))}
          </ul>
          <Terms
            caption="Cash of the rebalance"
            terms={[
              { sign: "", label: "Sold", value: <Net minor={data.sold_minor} currency={data.currency} /> },
              {
                sign: "−",
                label: "Bought",
                value: <Net minor={data.bought_minor} currency={data.currency} />,
              },
              {
                sign: "=",
                label: data.left_minor < 0 ? "Cash needed" : "Cash left over",
                value: <Net minor={data.left_minor} currency={data.currency} />,
              },
            ]}
          />
          <p className="small secondary">
            For information.{" "}
            {data.realised_minor === null
              ? "What the sales would realise is not known."
              : `It realises ${formatNet(data.realised_minor, data.currency)} by the methods of the accounts.`}{" "}
            Fees and tax are not in it. Nothing is ordered.
          </p>
        </>
      )}
    </Dialog>
  );
}
