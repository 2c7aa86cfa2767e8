import { useQuery } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { get } from "@/api/client";
import type { IncompleteMonth } from "@/api/types";
import { formatDay, formatMonth } from "@/kit/dates";
import { formatSignedNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Popover } from "@/ui/popover";
import styles from "./incomplete-badge.module.css";

/** The months between two days in which the stated balances of an account and its transactions do not agree. */
export function useIncompleteMonths(first: string | null, last: string | null) {
  return useQuery({
    queryKey: ["accounts", "completeness", first, last],
    queryFn: ({ signal }) => get<IncompleteMonth[]>("/api/completeness", { params: { first, last }, signal }),
    enabled: first !== null && last !== null,
    staleTime: 60_000,
  });
}

/** Says on a report that it covers days whose transactions are not complete, and leads to them. Nothing otherwise. */
export function IncompleteBadge({ first, last }: { first: string | null; last: string | null }) {
  const [isOpen, setOpen] = useState(false);
  const months = useIncompleteMonths(first, last).data ?? [];
  if (!months.length) return null;
  const accounts = new Set(months.map(({ account_id }) => account_id)).size;
  return (
    <Popover
      label="Incomplete accounts"
      isOpen={isOpen}
      onOpenChange={setOpen}
      className={styles.panel}
      trigger={
        <Button small kind="ghost" icon={CircleDashed} className="warning-text">
          {count(accounts, "account")} incomplete
        </Button>
      }
    >
      <h3 className={styles.title}>Stated balances do not agree</h3>
      <ul>
        {months.map((month) => (
          <li key={`${month.account_id} ${month.month}`}>
            <Link className={styles.line} to={daysLink(month)}>
              <span className="grow">
                <b className="medium">{month.account_name}</b>{" "}
                <span className="secondary">
                  {formatMonth(month.month)}: {daysWords(month)}
                </span>
              </span>
              <span className="tabular warning-text">
                {formatSignedNet(month.missing_minor, month.currency)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

/** The register of the account, at the days in question. */
export function daysLink({ account_id, last_on }: IncompleteMonth): string {
  return `/accounts/${account_id}?days=${last_on}`;
}

/** "Oct 5 to Oct 7", or one day. */
export function daysWords({ first_on, last_on }: { first_on: string; last_on: string }): string {
  return first_on === last_on ? formatDay(last_on) : `${formatDay(first_on)} to ${formatDay(last_on)}`;
}
