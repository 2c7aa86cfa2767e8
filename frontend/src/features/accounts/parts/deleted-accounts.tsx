import { RotateCcw } from "lucide-react";
import type { DeletedAccount } from "@/api/types";
import { formatMoment } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import styles from "../accounts.module.css";

interface Props {
  accounts: readonly DeletedAccount[];
  onRestore: (account: DeletedAccount) => void;
}

/** Accounts that were deleted. Each comes back with all it had; nothing is shown where there are none. */
export function DeletedAccounts({ accounts, onRestore }: Props) {
  if (!accounts.length) return null;
  return (
    <section className={styles.deleted} aria-labelledby="h-gone">
      <h2 id="h-gone">Deleted accounts</h2>
      <p className="small muted">Their transactions are not counted unless you restore them.</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <span className="grow">
              <span className="medium">{account.name}</span>{" "}
              <span className="small muted tabular">
                {account.institution && `${account.institution} · `}
                {account.mask && `··${account.mask} · `}
                {count(account.transaction_count, "transaction")} · deleted {formatMoment(account.deleted_at)}
              </span>
            </span>
            <Button small icon={RotateCcw} onClick={() => onRestore(account)}>
              Restore<span className="visually-hidden"> {account.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
