import { CalendarRange } from "lucide-react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import buttonStyles from "@/ui/button.module.css";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { describeAll } from "../coverage";
import { useCoverage } from "../queries";
import coverageStyles from "./coverage.module.css";
import { CoveredAccount } from "./covered-account";

/** Which months of which account are there, which are missing, and where balances do not match the transactions. */
export function CoverageView() {
  const coverage = useCoverage();
  if (coverage.isPending) return <LoadingRows rows={10} label="Loading" />;
  if (coverage.isError)
    return (
      <FailedState title="Coverage could not be loaded" error={coverage.error} onRetry={coverage.refetch} />
    );
  const known = coverage.data.filter((account) => account.months.length > 0 || account.gaps.length > 0);
  const bare = coverage.data.filter((account) => !known.includes(account));
  if (!known.length)
    return (
      <EmptyState
        icon={CalendarRange}
        title="No months yet"
        act={
          <Link className={cx(buttonStyles.button, buttonStyles.primary)} to="/import">
            Import a statement
          </Link>
        }
      >
        Shows which months of each account are covered by statements and which are missing.
      </EmptyState>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll-area" role="region" aria-label="Coverage" tabIndex={0}>
      <div className={coverageStyles.top}>
        <p className="secondary">{describeAll(known)}</p>
        <Legend />
      </div>
      {known.map((account) => (
        <CoveredAccount key={account.account_id} account={account} />
      ))}
      {bare.length > 0 && (
        <p className={cx("small muted", coverageStyles.withoutData)}>
          No transactions yet: {bare.map(({ account_name }) => account_name).join(", ")}
        </p>
      )}
    </div>
  );
}

function Legend() {
  return (
    <ul className={cx(coverageStyles.legend, "small secondary")} aria-label="Legend">
      <li>
        <span className={cx(coverageStyles.box, coverageStyles.few)} />
        <span className={cx(coverageStyles.box, coverageStyles.some)} />
        <span className={cx(coverageStyles.box, coverageStyles.many)} />
        <span className={cx(coverageStyles.box, coverageStyles.most)} />
        few to many transactions
      </li>
      <li>
        <span className={cx(coverageStyles.box, coverageStyles.quiet)} />
        no activity
      </li>
      <li>
        <span className={cx(coverageStyles.box, coverageStyles.missing)} />
        missing
      </li>
    </ul>
  );
}
