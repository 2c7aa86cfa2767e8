import { useNavigate } from "react-router";
import { Segmented } from "@/ui/segmented";
import { useAmountRules, useMappings } from "../queries";
import { useRules } from "../rules-queries";

type Kind = "rules" | "amounts" | "merchants";

/** All that decides by itself, or one kind of it. */
export function RuleKinds({ view }: { view: Kind }) {
  const navigate = useNavigate();
  const rules = useRules().data?.length;
  const amounts = useAmountRules().data?.length;
  const merchants = useMappings().data?.length;
  return (
    <Segmented<Kind>
      label="Kinds of rules"
      small
      value={view}
      onChange={(kind) => void navigate(`/categories?tab=${kind}`)}
      segments={[
        { value: "rules", label: "All", count: (rules ?? 0) + (amounts ?? 0) + (merchants ?? 0) },
        { value: "amounts", label: "Amounts", count: amounts },
        { value: "merchants", label: "Merchants", count: merchants },
      ]}
    />
  );
}
