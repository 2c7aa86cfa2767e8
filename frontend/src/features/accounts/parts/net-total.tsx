import { TriangleAlert } from "lucide-react";
import { today } from "@/kit/dates";
import { Figure, Net } from "@/ui/amount";
import { Icon } from "@/ui/icon";
import { Terms } from "@/ui/terms";
import { staleWords, type NetTotal as Total, totalTerms, unknownWords } from "../model";
import styles from "./overview.module.css";

/** What all accounts hold together, one total for each currency: they do not add. */
export function NetTotals({ totals }: { totals: readonly Total[] }) {
  return (
    <div className={styles.totals}>
      {totals.map((total) => (
        <NetTotal key={total.currency} total={total} isOneOfSeveral={totals.length > 1} />
      ))}
    </div>
  );
}

function NetTotal({ total, isOneOfSeveral }: { total: Total; isOneOfSeveral: boolean }) {
  const { currency, value_minor: value } = total;
  const unknown = unknownWords(total);
  const stale = staleWords(total, today());
  const title = isOneOfSeveral ? `Net total in ${currency}` : "Net total";
  return (
    <section className={styles.total} aria-label={title}>
      <div>
        <h2 className={styles.label}>{title}</h2>
        {value === null ? (
          <p className={styles.unknown}>Not known</p>
        ) : (
          <Figure minor={value} currency={currency} />
        )}
        {unknown && (
          <p className={styles.warning}>
            <Icon of={TriangleAlert} small />
            <span>
              {unknown}
              {total.known_minor !== 0 && (
                <>
                  {" "}
                  Without {total.unknown.length === 1 ? "it" : "them"}:{" "}
                  <Net minor={total.known_minor} currency={currency} />
                </>
              )}
            </span>
          </p>
        )}
        {stale && (
          <p className={styles.warning}>
            <Icon of={TriangleAlert} small />
            <span>{stale}</span>
          </p>
        )}
      </div>
      <Terms
        caption={`How the ${title.toLowerCase()} is computed`}
        className={styles.terms}
        terms={[
          ...totalTerms(total).map(({ sign, label, minor }) => ({
            sign,
            label,
            value: known(minor, currency),
          })),
          { sign: "=", label: title, value: known(value, currency) },
        ]}
      />
    </section>
  );
}

function known(minor: number | null, currency: string) {
  return minor === null ? (
    <span className={styles.label}>not known</span>
  ) : (
    <Net minor={minor} currency={currency} />
  );
}
