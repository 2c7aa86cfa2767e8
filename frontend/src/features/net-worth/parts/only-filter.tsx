import type { NetWorth, NetWorthPart } from "@/api/types";
import { Choices, FilterButton } from "@/ui/filter-button";
import { type Only, useNetWorth } from "../queries";

/** Narrows the whole page to one group, type, currency, owner or account. */
export function OnlyFilter({ only, onOnly }: { only: Only; onOnly: (only: Only) => void }) {
  const everything = useNetWorth(null).data;
  const options = everything ? optionsOf(everything) : [];
  const chosen = options.find(({ value }) => value === only)?.label ?? null;
  return (
    <FilterButton name="Only" chosen={chosen} onClear={() => onOnly(null)}>
      {(close) => (
        <Choices
          label="Only"
          value={only}
          options={options}
          onChoose={(next) => {
            onOnly(next);
            close();
          }}
        />
      )}
    </FilterButton>
  );
}

function optionsOf({ groups, kinds, currencies, owners, items }: NetWorth) {
  const several = (by: string, note: string, parts: readonly NetWorthPart[]) =>
    parts.length > 1
      ? parts.map(({ name, figure }) => ({ value: `${by}:${name}`, label: figure.label, note }))
      : [];
  return [
    ...several("group", "group", groups),
    ...several("kind", "type", kinds),
    ...several("currency", "currency", currencies),
    ...several("owner", "owner", owners),
    ...items.map(({ key, name }) => ({ value: `item:${key}`, label: name, note: "account" })),
  ];
}
