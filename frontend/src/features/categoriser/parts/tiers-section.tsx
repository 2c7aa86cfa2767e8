import type { TierOutcome } from "@/api/types";
import { cx } from "@/kit/cx";
import { formatCount } from "@/kit/words";
import { ShareBar } from "@/ui/bars";
import { TierBadge } from "@/ui/marks";
import table from "@/ui/table.module.css";
import styles from "../categoriser.module.css";
import { formatShare, shareAccepted } from "../record";
import recordStyles from "./record.module.css";

const ABOUT: Record<string, string> = {
  amount_rule: "a text with an amount, written by you",
  merchant_map: "what you confirmed for this merchant",
  import: "the category that the file or the bank names",
  brand: "a list on this computer, never asked online",
  model: "learned here, from you",
  ai: "leaves this computer",
};

/** Who decided, and how often a person agreed. */
export function TiersSection({ tiers }: { tiers: readonly TierOutcome[] }) {
  const used = tiers.filter((tier) => tier.decided + tier.accepted + tier.overruled + tier.waiting > 0);
  return (
    <section className={styles.flush} aria-labelledby="h-tiers">
      <div className={styles.heading}>
        <h2 id="h-tiers">Who decided, and was it right</h2>
      </div>
      {used.length === 0 ? (
        <p className={styles.note}>
          Nothing is categorised yet. Import a file, and what decides stands here.
        </p>
      ) : (
        <table className={cx(table.table, styles.table, recordStyles.tiers)}>
          <thead>
            <tr>
              <th scope="col">Decided by</th>
              <th scope="col" className={recordStyles.about}>
                <span className="visually-hidden">What it is</span>
              </th>
              <th scope="col" className={styles.number}>
                Filed
              </th>
              <th scope="col" className={styles.number}>
                Accepted
              </th>
              <th scope="col" className={styles.number}>
                Overruled
              </th>
              <th scope="col" className={cx(styles.number, recordStyles.wait)}>
                Wait
              </th>
              <th scope="col" className={recordStyles.share}>
                <span className="visually-hidden">Share accepted</span>
              </th>
              <th scope="col" className={styles.number}>
                Right
              </th>
            </tr>
          </thead>
          <tbody>
            {used.map((tier) => (
              <TierRow key={tier.tier} tier={tier} />
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>
        Filed: without asking. Right: accepted among those that you accepted or overruled.
      </p>
    </section>
  );
}

function TierRow({ tier }: { tier: TierOutcome }) {
  const share = shareAccepted(tier);
  return (
    <tr>
      <th scope="row">
        <TierBadge tier={tier.tier} />
      </th>
      <td className={cx(recordStyles.about, "secondary")}>{ABOUT[tier.tier]}</td>
      <td className={styles.number}>{formatCount(tier.decided)}</td>
      <td className={styles.number}>{formatCount(tier.accepted)}</td>
      <td className={styles.number}>{formatCount(tier.overruled)}</td>
      <td className={cx(styles.number, recordStyles.wait)}>{formatCount(tier.waiting)}</td>
      <td className={recordStyles.share}>{share !== null && <ShareBar share={share} />}</td>
      <td className={styles.number}>{formatShare(share)}</td>
    </tr>
  );
}
