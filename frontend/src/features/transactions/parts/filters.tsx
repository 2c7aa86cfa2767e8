import { fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { useCategories } from "@/entities/categories/queries";
import type { RowFilter } from "@/entities/transactions/filter";
import { sourceName } from "@/entities/transactions/names";
import { useYears } from "@/entities/transactions/queries";
import { formatCount } from "@/kit/words";
import { Choices, FilterButton } from "@/ui/filter-button";
import { tierWord } from "@/ui/marks";
import type { Condition } from "./search-bar";

type Change = (change: Partial<RowFilter>) => void;

const STATUSES = [
  { value: "confirmed", label: "Confirmed" },
  { value: "auto_confirmed", label: "Auto-confirmed" },
  { value: "pending_save", label: "Staged" },
  { value: "pending_review", label: "To review" },
] as const;

/** The filters one reaches for most; everything else is typed. */
export function Filters({ filter, change }: { filter: RowFilter; change: Change }) {
  const accounts = inOrder(useAccounts().data ?? []);
  const years = useYears().data ?? [];
  return (
    <>
      <FilterButton name="Account" chosen={null} onClear={() => undefined} className="hide-on-phone">
        {(close) => (
          <Choices
            label="Account"
            value={filter.account_id}
            options={accounts.map((one) => ({
              value: String(one.id),
              label: fullName(one),
              note: formatCount(one.transaction_count),
            }))}
            onChoose={(account_id) => {
              change({ account_id });
              close();
            }}
          />
        )}
      </FilterButton>
      <FilterButton name="Status" chosen={null} onClear={() => undefined} className="hide-on-phone">
        {(close) => (
          <Choices
            label="Status"
            value={filter.status}
            options={STATUSES}
            onChoose={(status) => {
              change({ status });
              close();
            }}
          />
        )}
      </FilterButton>
      <FilterButton name="Year" chosen={null} onClear={() => undefined} className="hide-on-phone">
        {(close) => (
          <Choices
            label="Year"
            value={filter.year}
            options={years.map((one) => ({
              value: String(one.year),
              label: String(one.year),
              note: formatCount(one.total),
            }))}
            onChoose={(year) => {
              change({ year });
              close();
            }}
          />
        )}
      </FilterButton>
    </>
  );
}

/** What narrows the list besides the typed search, in words, each removable. */
export function useConditions(filter: RowFilter, change: Change): Condition[] {
  const { data: accounts = [] } = useAccounts();
  const { data: categories = [] } = useCategories();
  const nameById = (id: string | null) => categories.find((one) => String(one.id) === id)?.display_name ?? id;
  const words: Partial<Record<keyof RowFilter, [string, string | null | undefined]>> = {
    account_id: [
      "account",
      accounts.find((one) => String(one.id) === filter.account_id)?.name ?? filter.account_id,
    ],
    category: [
      "category",
      categories.find((one) => one.short_desc === filter.category)?.display_name ?? filter.category,
    ],
    category_id: ["category", nameById(filter.category_id)],
    parent_category_id: ["under", nameById(filter.parent_category_id)],
    predicted_category_id: ["prediction", nameById(filter.predicted_category_id)],
    tier: ["decided by", filter.tier && tierWord(filter.tier)],
    source: ["from", filter.source && sourceName(filter.source)],
    status: ["status", STATUSES.find((one) => one.value === filter.status)?.label ?? filter.status],
    year: ["year", filter.year],
    start_date: ["since", filter.start_date],
    end_date: ["until", filter.end_date],
    import_id: ["import", filter.import_id],
    merchant_key: ["merchant", filter.merchant_key],
    uncategorized: ["is", filter.uncategorized ? "uncategorised" : null],
    exclude_transfers: ["without", filter.exclude_transfers ? "transfers" : null],
  };
  return Object.entries(words).flatMap(([field, [name, value] = ["", null]]) =>
    filter[field as keyof RowFilter] && value
      ? [
          {
            name,
            value,
            onRemove: () =>
              change({ [field]: typeof filter[field as keyof RowFilter] === "boolean" ? false : null }),
          },
        ]
      : [],
  );
}
