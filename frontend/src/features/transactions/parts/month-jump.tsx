import { CalendarDays } from "lucide-react";
import type { RowFilter } from "@/entities/transactions/filter";
import { formatMonth } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { Button } from "@/ui/button";
import { Choices } from "@/ui/filter-button";
import filterButtonStyles from "@/ui/filter-button.module.css";
import { Popover } from "@/ui/popover";
import { positionOfMonth } from "../model";
import { useMonths } from "../queries";

interface Props {
  filter: RowFilter;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The month of the current row. */
  month: string | null;
  onJump: (position: number) => void;
}

/** Category the first transaction of a month. */
export function MonthJump({ filter, isOpen, onOpenChange, month, onJump }: Props) {
  const months = useMonths(filter, isOpen);
  return (
    <Popover
      label="Go to month"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      className={filterButtonStyles.panel}
      trigger={
        <Button small icon={CalendarDays} keys="m" className="hide-on-phone">
          Go to month
        </Button>
      }
    >
      <Choices
        label="Month"
        value={month}
        options={(months.data ?? []).map(({ period, count }) => ({
          value: period,
          label: formatMonth(period, "long"),
          note: formatCount(count),
        }))}
        onChoose={(chosen) => {
          onOpenChange(false);
          onJump(positionOfMonth(months.data ?? [], chosen, { isOldestFirst: filter.sort === "on" }));
        }}
      />
    </Popover>
  );
}
