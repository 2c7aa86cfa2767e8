import { Download, Plus } from "lucide-react";
import { addressOf } from "@/api/client";
import { useAccounts } from "@/entities/accounts/queries";
import { useStats } from "@/entities/app/queries";
import { type RowFilter, toParams } from "@/entities/transactions/filter";
import { formatMonth } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { PageHeader } from "@/ui/page-header";

const FORMATS = { csv: "CSV", xlsx: "Excel (XLSX)", json: "JSON" } as const;

/** How much there is in all, and the two acts that need no row. */
export function LedgerHeader({
  filter,
  shown,
  onAdd,
}: {
  filter: RowFilter;
  shown: number;
  onAdd: () => void;
}) {
  return (
    <PageHeader title="Transactions" about={<Extent />}>
      <span className="grow" />
      <Menu
        label="Export what is shown"
        trigger={
          <Button icon={Download} className="hide-on-phone">
            Export shown
          </Button>
        }
        items={Object.entries(FORMATS).map(([format, name]) => ({
          label: `${name}, ${count(shown, "transaction")}`,
          onSelect: () =>
            window.location.assign(addressOf("/api/transactions/export", { ...toParams(filter), format })),
        }))}
      />
      <Button kind="primary" icon={Plus} data-key="p" onClick={onAdd}>
        Add transaction
      </Button>
    </PageHeader>
  );
}

/** "12,408 transactions · Nov 2022 to Nov 2026" */
function Extent() {
  const all = useStats().data?.total_transactions;
  const accounts = useAccounts().data ?? [];
  const days = accounts
    .flatMap((account) => [account.earliest_transaction, account.latest_transaction])
    .filter((day) => day !== null)
    .sort();
  if (all === undefined) return null;
  const [first, last] = [days[0], days[days.length - 1]];
  const span =
    first && last ? ` · ${formatMonth(first.slice(0, 7))} to ${formatMonth(last.slice(0, 7))}` : "";
  return count(all, "transaction") + span;
}
