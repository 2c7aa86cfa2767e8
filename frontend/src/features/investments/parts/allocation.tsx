import { formatNet } from "@/kit/money";
import { count } from "@/kit/words";
import { StackedBar } from "@/ui/bars";
import { SectionHeader } from "@/ui/section-header";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../investments.module.css";
import type { Allocation } from "../model";
import { type ScopeId, useAllocation } from "../queries";

const COLORS = 8;

/** Four ways to cut the same total. */
export function AllocationSection({ portfolio }: { portfolio: ScopeId }) {
  const allocation = useAllocation(portfolio);
  if (allocation.isPending) return <LoadingRows rows={4} label="Loading allocation" />;
  if (allocation.isError)
    return (
      <FailedState
        title="Allocation could not be loaded"
        error={allocation.error}
        onRetry={allocation.refetch}
      />
    );
  const { data } = allocation;
  return (
    <section className={styles.section} aria-labelledby="allocation">
      <SectionHeader title="Allocation" id="allocation">
        <span className="muted tabular">
          four ways to cut the same {formatNet(data.known_value_minor, data.currency)}
          {data.unvalued > 0 && `, without ${count(data.unvalued, "holding")} of unknown value`}
        </span>
      </SectionHeader>
      <div className={styles.allocation}>
        <Cut title="Type" shares={data.by_type} currency={data.currency} />
        <Cut title="Sector" shares={data.by_sector} currency={data.currency} />
        <div>
          <Cut title="Account" shares={data.by_account} currency={data.currency} />
          <Cut title="Currency of the price" shares={data.by_currency} currency={data.currency} />
        </div>
      </div>
    </section>
  );
}

function Cut({
  title,
  shares,
  currency,
}: {
  title: string;
  shares: Allocation["by_type"];
  currency: string;
}) {
  const color = (at: number) => (at < COLORS ? `var(--color-chart-${at + 1})` : "var(--color-chart-rest)");
  return (
    <div className={styles.cut}>
      <h3 className="small secondary">{title}</h3>
      <StackedBar
        parts={shares.map(({ name, value_minor }, at) => ({
          key: name,
          size: value_minor,
          color: color(at),
        }))}
      />
      <ul>
        {shares.map(({ name, value_minor, percent }, at) => (
          <li key={name}>
            <span className={styles.dot} style={{ background: color(at) }} aria-hidden="true" />
            <span className="grow truncate">{name}</span>
            <span className="muted tabular">{formatNet(value_minor, currency)}</span>
            <span className={`medium tabular ${styles.percent}`}>{percent}%</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
