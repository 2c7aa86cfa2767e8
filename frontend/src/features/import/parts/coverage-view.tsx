import { CalendarRange } from "lucide-react";
import { Link } from "react-router";
import { EmptyState, FailedState, LoadingRows } from "@/ui/faces";
import { describeAll } from "../coverage";
import { useCoverage } from "../queries";
import { CoveredAccount } from "./covered-account";
import "./coverage.css";

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
          <Link className="btn primary" to="/import">
            Import a statement
          </Link>
        }
      >
        Shows which months of each account are covered by statements and which are missing.
      </EmptyState>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll cov" role="region" aria-label="Coverage" tabIndex={0}>
      <div className="cov-top">
        <p className="ink2">{describeAll(known)}</p>
        <Legend />
      </div>
      {known.map((account) => (
        <CoveredAccount key={account.account_id} account={account} />
      ))}
      {bare.length > 0 && (
        <p className="small ink3 cov-bare">
          No transactions yet: {bare.map(({ account_name }) => account_name).join(", ")}
        </p>
      )}
    </div>
  );
}

function Legend() {
  return (
    <ul className="cov-legend small ink2" aria-label="Legend">
      <li>
        <span className="cov-box l1" />
        <span className="cov-box l2" />
        <span className="cov-box l3" />
        <span className="cov-box l4" />
        few to many transactions
      </li>
      <li>
        <span className="cov-box quiet" />
        no activity
      </li>
      <li>
        <span className="cov-box missing" />
        missing
      </li>
    </ul>
  );
}
