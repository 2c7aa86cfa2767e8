import { ArrowDownNarrowWide, ArrowUpNarrowWide } from "lucide-react";
import type { RefObject } from "react";
import type { Transaction } from "@/api/types";
import { fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { conditionCount, NEWEST_FIRST } from "@/entities/transactions/filter";
import { useYears } from "@/entities/transactions/queries";
import { SearchInput } from "@/entities/transactions/search-input";
import type { useRowFilter } from "@/entities/transactions/use-filter";
import { Button, IconButton } from "@/ui/button";
import { Choices, FilterButton } from "@/ui/filter-button";
import layoutStyles from "@/ui/layout.module.css";
import { TierBadge, tierWord } from "@/ui/marks";
import { Segmented } from "@/ui/segmented";
import { BANDS, type Band, type Grouping } from "../model";
import styles from "../review.module.css";
import { PredictionFilter } from "./prediction-filter";

const TIERS = ["rule", "amount_rule", "merchant_map", "brand", "model", "ai", "user", "unmatched"] as const;

interface Props {
  filters: ReturnType<typeof useRowFilter>;
  band: Band | null;
  grouping: Grouping;
  search: RefObject<HTMLInputElement | null>;
  rows: readonly Transaction[];
}

/** What narrows the queue and how it is grouped. All of it is in the address. */
export function Toolbar({ filters, band, grouping, search, rows }: Props) {
  const { filter, change, put, clear } = filters;
  const accounts = inOrder(useAccounts().data ?? []);
  const years = (useYears().data ?? []).filter(
    (year) => year.pending > 0 || String(year.year) === filter.year,
  );
  const account = accounts.find((one) => String(one.id) === filter.account_id);
  const isNewest = filter.sort === NEWEST_FIRST;
  return (
    <div className={layoutStyles.toolbar}>
      <SearchInput
        label="Search transactions to review"
        className={styles.search}
        value={filter.search}
        onChange={(text) => change({ search: text }, { replace: true })}
        inputRef={search}
      />
      <FilterButton
        name="Account"
        chosen={account?.name ?? null}
        onClear={() => change({ account_id: null })}
      >
        {(close) => (
          <Choices
            label="Account"
            value={filter.account_id}
            options={accounts.map((one) => ({ value: String(one.id), label: fullName(one) }))}
            onChoose={(id) => {
              change({ account_id: id });
              close();
            }}
          />
        )}
      </FilterButton>
      <FilterButton
        name="Decided by"
        chosen={filter.tier && tierWord(filter.tier)}
        onClear={() => change({ tier: null })}
      >
        {(close) => (
          <Choices
            label="Decided by"
            value={filter.tier}
            options={TIERS.map((tier) => ({
              value: tier,
              label: tier === "amount_rule" ? "Amount rule" : <TierBadge tier={tier} />,
            }))}
            onChoose={(tier) => {
              change({ tier });
              close();
            }}
          />
        )}
      </FilterButton>
      <FilterButton
        name="Confidence"
        className="hide-on-phone"
        chosen={BANDS.find((one) => one.value === band)?.label ?? null}
        onClear={() => put("confidence", null)}
      >
        {(close) => (
          <Choices
            label="Confidence"
            value={band}
            options={BANDS}
            onChoose={(value) => {
              put("confidence", value);
              close();
            }}
          />
        )}
      </FilterButton>
      <PredictionFilter filters={filters} rows={rows} />
      {years.length > 1 && (
        <FilterButton
          name="Year"
          className="hide-on-phone"
          chosen={filter.year}
          onClear={() => change({ year: null })}
        >
          {(close) => (
            <Choices
              label="Year"
              value={filter.year}
              options={years.map((year) => ({
                value: String(year.year),
                label: String(year.year),
                note: year.pending,
              }))}
              onChoose={(year) => {
                change({ year });
                close();
              }}
            />
          )}
        </FilterButton>
      )}
      {conditionCount(filter) + (band ? 1 : 0) > 1 && (
        <Button
          small
          kind="ghost"
          onClick={() => {
            clear();
            put("confidence", null);
          }}
        >
          Clear
        </Button>
      )}
      <span className="grow" />
      <IconButton
        icon={isNewest ? ArrowDownNarrowWide : ArrowUpNarrowWide}
        label={isNewest ? "Newest first; show oldest first" : "Oldest first; show newest first"}
        className="hide-on-phone"
        onClick={() => change({ sort: isNewest ? "on" : NEWEST_FIRST })}
      />
      <Segmented
        label="Group by"
        className="hide-on-phone"
        value={grouping}
        segments={[
          { value: "day", label: "Day" },
          { value: "merchant", label: "Merchant" },
        ]}
        onChange={(value) => put("group", value === "day" ? null : value)}
      />
    </div>
  );
}
