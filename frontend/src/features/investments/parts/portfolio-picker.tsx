import { Filter, Plus } from "lucide-react";
import { formatNet } from "@/kit/money";
import { Button } from "@/ui/button";
import { Choices } from "@/ui/filter-button";
import { Popover } from "@/ui/popover";
import { usePortfolios } from "../queries";

interface Props {
  value: number | null;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChoose: (id: number | null) => void;
  onNew: () => void;
}

/** Everything, or one portfolio. */
export function PortfolioPicker({ value, isOpen, onOpenChange, onChoose, onNew }: Props) {
  const { data } = usePortfolios();
  const portfolios = data?.portfolios ?? [];
  const chosen = portfolios.find((one) => one.id === value && !one.is_everything);
  return (
    <Popover
      label="Portfolio"
      align="end"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <Button icon={Filter} data-key="f">
          {chosen?.name ?? "Everything"}
        </Button>
      }
    >
      <Choices
        label="Portfolio"
        value={chosen ? String(chosen.id) : "everything"}
        options={portfolios.map((one) => ({
          value: one.is_everything ? "everything" : String(one.id),
          label: one.name,
          note: `${formatNet(one.known_minor, data?.currency ?? "USD")}${one.value_minor === null ? " known" : ""}`,
        }))}
        onChoose={(id) => {
          onChoose(id === "everything" ? null : Number(id));
          onOpenChange(false);
        }}
      />
      <Button
        kind="ghost"
        icon={Plus}
        onClick={() => {
          onOpenChange(false);
          onNew();
        }}
      >
        New portfolio
      </Button>
    </Popover>
  );
}
