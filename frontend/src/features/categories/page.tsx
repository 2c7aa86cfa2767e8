import { Plus } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useCategories } from "@/entities/categories/queries";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { PageHeader } from "@/ui/page-header";
import { Tabs } from "@/ui/tabs";
import styles from "./categories.module.css";
import { AmountRules } from "./parts/amount-rules";
import { CategoryTree } from "./parts/category-tree";
import { MerchantRules } from "./parts/merchant-rules";
import { PersonRules } from "./parts/person-rules";
import { useAmountRules, useMappings } from "./queries";
import { useRules } from "./rules-queries";

/** Rules, merchants and amounts are parts of one tab. */
type View = "tree" | "rules" | "merchants" | "amounts";

const ADD: Record<View, string> = {
  tree: "New category",
  rules: "New rule",
  merchants: "New merchant rule",
  amounts: "New amount rule",
};

/** The tree of categories, and the rules that file rows into it. */
export default function CategoriesPage() {
  const [address] = useSearchParams();
  const asked = address.get("tab");
  const view: View = asked === "rules" || asked === "merchants" || asked === "amounts" ? asked : "tree";
  const [isAdding, setAdding] = useState(false);
  const categories = useCategories().data;
  const mappings = useMappings().data;
  const amounts = useAmountRules().data;
  const rules = useRules().data;
  useShortcuts("Categories & rules", [{ keys: "p", label: ADD[view], run: () => setAdding(true) }]);
  const same = { isAdding, onAdded: () => setAdding(false) };
  return (
    <>
      <PageHeader title="Categories & rules">
        <Tabs
          label="Views"
          tabs={[
            {
              label: "Categories",
              to: "/categories",
              isCurrent: view === "tree",
              count: categories?.filter((category) => !category.is_archived).length,
            },
            {
              label: "Rules",
              to: "/categories?tab=rules",
              isCurrent: view !== "tree",
              count:
                rules && mappings && amounts ? rules.length + mappings.length + amounts.length : undefined,
            },
          ]}
        />
        <span className="grow" />
        <Button kind="primary" icon={Plus} data-key="p" onClick={() => setAdding(true)}>
          <span className="hide-on-phone">{ADD[view]}</span>
          <span className={styles.onlyOnPhone}>New</span>
        </Button>
      </PageHeader>
      {view === "tree" && <CategoryTree {...same} />}
      {view === "rules" && <PersonRules {...same} />}
      {view === "merchants" && <MerchantRules {...same} />}
      {view === "amounts" && <AmountRules {...same} />}
    </>
  );
}
