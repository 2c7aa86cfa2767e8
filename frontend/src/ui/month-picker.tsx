import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { cx } from "@/kit/cx";
import { addMonths } from "@/kit/dates";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { IconButton } from "./button";
import buttonStyles from "./button.module.css";
import { Icon } from "./icon";
import styles from "./month-picker.module.css";
import { Popover } from "./popover";

interface Props {
  month: string;
  onChange: (month: string) => void;
  /** The last month one can go to. */
  last?: string;
}

/** A month: one back, one on, or any from a year of them. */
export function MonthPicker({ month, onChange, last = "9999-12" }: Props) {
  const [isOpen, setOpen] = useState(false);
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  return (
    <span className={styles.picker}>
      <IconButton
        icon={ChevronLeft}
        label={formatMonth(before, "long")}
        keys="["
        onClick={() => onChange(before)}
      />
      <Popover
        label="Choose a month"
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button type="button" className={cx(buttonStyles.button, buttonStyles.ghost, styles.month)}>
            <span>
              {formatMonthName(month, "long")} {month.slice(0, 4)}
            </span>
            <Icon of={ChevronDown} small className={buttonStyles.trailingIcon} />
          </button>
        }
      >
        <Months
          month={month}
          last={last}
          onChoose={(chosen) => {
            setOpen(false);
            onChange(chosen);
          }}
        />
      </Popover>
      <IconButton
        icon={ChevronRight}
        label={formatMonth(after, "long")}
        keys="]"
        disabled={after > last}
        onClick={() => onChange(after)}
      />
    </span>
  );
}

function Months({
  month,
  last,
  onChoose,
}: {
  month: string;
  last: string;
  onChoose: (month: string) => void;
}) {
  const [year, setYear] = useState(Number(month.slice(0, 4)));
  return (
    <div className={styles.panel}>
      <div className="inline-row">
        <IconButton icon={ChevronLeft} small label={String(year - 1)} onClick={() => setYear(year - 1)} />
        <b className="grow medium tabular">{year}</b>
        <IconButton
          icon={ChevronRight}
          small
          label={String(year + 1)}
          disabled={`${year + 1}-01` > last}
          onClick={() => setYear(year + 1)}
        />
      </div>
      <div className={styles.grid}>
        {Array.from({ length: 12 }, (_, at) => {
          const name = `${year}-${String(at + 1).padStart(2, "0")}`;
          return (
            <button
              key={name}
              type="button"
              className={cx(buttonStyles.button, buttonStyles.ghost, buttonStyles.small)}
              aria-pressed={name === month}
              disabled={name > last}
              onClick={() => onChoose(name)}
            >
              {formatMonthName(name)}
            </button>
          );
        })}
      </div>
    </div>
  );
}
