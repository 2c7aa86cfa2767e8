import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { CategoryName } from "@/entities/categories/category-name";
import { useCategoryMap } from "@/entities/categories/queries";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatCount } from "@/kit/words";
import { IconButton } from "@/ui/button";
import { FailedState, LoadingRows } from "@/ui/faces";
import { Cell, HeadCell } from "@/ui/row-list";
import { findMappings, type Mapping, matchWords } from "../model";
import { MAPPINGS, useMappings, useTaxonomyActions } from "../queries";
import { MappingDialog } from "./mapping-dialog";
import { RuleList } from "./rule-list";

const keyOf = (mapping: Mapping) => `m${mapping.id}`;

/** Which merchants go where: learned from what one confirms, or written by hand. */
export function MerchantRules({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  const mappings = useMappings();
  const actions = useTaxonomyActions();
  const categories = useCategoryMap();
  const isPhone = useIsPhone();
  const [edited, setEdited] = useState<Mapping | null>(null);
  const removeOne = (mapping: Mapping) =>
    void actions.removeRule(MAPPINGS, mapping.id, `Rule for “${mapping.merchant_pattern}” deleted`);
  if (mappings.isPending) return <LoadingRows label="Loading rules" />;
  if (mappings.isError)
    return (
      <FailedState title="Rules could not be loaded" error={mappings.error} onRetry={mappings.refetch} />
    );
  return (
    <>
      <RuleList
        label="Merchant rules"
        className="mru"
        all={mappings.data}
        keyOf={keyOf}
        find={findMappings}
        columns={6}
        head={isPhone ? undefined : <Head />}
        empty="Rules are learned from what you confirm in Review. You can also add your own."
        onEdit={setEdited}
        onDelete={removeOne}
        renderRow={(mapping) => (
          <>
            <Cell className="pt">
              <span className="med">{mapping.merchant_pattern}</span>{" "}
              {mapping.match !== "word" && (
                <span className="tag">{matchWords(mapping.match).toLowerCase()}</span>
              )}
            </Cell>
            <Cell className="ca">
              <span className="cat">
                <CategoryName
                  name={mapping.category_name}
                  parent={null}
                  color={categories.get(mapping.category_short_desc)?.color ?? null}
                  kind={categories.get(mapping.category_short_desc)?.kind}
                />
              </span>
            </Cell>
            <Cell className="lr small ink2">
              {mapping.is_seeded && !mapping.confidence
                ? "starter list"
                : `confirmed ${count(mapping.confidence, "time")}`}
            </Cell>
            <Cell className="r num hi">{formatCount(mapping.hits)}</Cell>
            <Cell className="la small ink3 num">
              {mapping.last_matched_at ? formatDay(dayOf(mapping.last_matched_at)) : "never"}
            </Cell>
            <Cell className="go">
              <IconButton
                icon={Pencil}
                small
                label={`Edit the rule for ${mapping.merchant_pattern}`}
                onClick={() => setEdited(mapping)}
              />
              <IconButton
                icon={Trash2}
                small
                label={`Delete the rule for ${mapping.merchant_pattern}`}
                onClick={() => removeOne(mapping)}
              />
            </Cell>
          </>
        )}
      />
      {(isAdding || edited) && (
        <MappingDialog
          mapping={edited}
          actions={actions}
          onClose={() => {
            setEdited(null);
            onAdded();
          }}
        />
      )}
    </>
  );
}

function Head() {
  return (
    <>
      <HeadCell className="pt">Description</HeadCell>
      <HeadCell>Category</HeadCell>
      <HeadCell className="lr">Learned</HeadCell>
      <HeadCell className="r">Matches</HeadCell>
      <HeadCell className="la">Last match</HeadCell>
      <HeadCell>
        <span className="sr">Actions</span>
      </HeadCell>
    </>
  );
}
