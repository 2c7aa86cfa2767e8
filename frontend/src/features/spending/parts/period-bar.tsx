import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { cx } from "@/kit/cx";
import { Button, IconButton } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import formStyles from "@/ui/form.module.css";
import { TextField } from "@/ui/form-fields";
import { MonthPicker } from "@/ui/month-picker";
import monthPickerStyles from "@/ui/month-picker.module.css";
import { Popover } from "@/ui/popover";
import { Segmented } from "@/ui/segmented";
import { asKind, monthOf, type Period, type PeriodKind, stepped, titleOf } from "../period";
import styles from "../spending.module.css";

interface Props {
  period: Period;
  asOf: string;
  onChange: (period: Period) => void;
}

const KINDS: readonly { value: PeriodKind; label: string }[] = [
  { value: "month", label: "Month" },
  { value: "range", label: "Range" },
  { value: "year", label: "Year" },
];

/** A month, any days, or a year; and one step back or on. */
export function PeriodBar({ period, asOf, onChange }: Props) {
  return (
    <>
      <Segmented
        label="Period"
        value={period.kind}
        segments={KINDS}
        onChange={(kind) => onChange(asKind(period, kind, asOf))}
      />
      {period.kind === "month" ? (
        <MonthPicker
          month={period.first.slice(0, 7)}
          last={asOf.slice(0, 7)}
          onChange={(month) => onChange(monthOf(month))}
        />
      ) : (
        <Steps period={period} asOf={asOf} onChange={onChange} />
      )}
    </>
  );
}

function Steps({ period, asOf, onChange }: Props) {
  const next = stepped(period, 1);
  return (
    <span className={monthPickerStyles.picker}>
      <IconButton
        icon={ChevronLeft}
        label={titleOf(stepped(period, -1))}
        keys="["
        onClick={() => onChange(stepped(period, -1))}
      />
      {period.kind === "range" ? (
        <RangePicker key={`${period.first} ${period.last}`} period={period} onChange={onChange} />
      ) : (
        <span className="medium tabular">{titleOf(period)}</span>
      )}
      <IconButton
        icon={ChevronRight}
        label={titleOf(next)}
        keys="]"
        disabled={next.first > asOf}
        onClick={() => onChange(next)}
      />
    </span>
  );
}

function RangePicker({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [first, setFirst] = useState(period.first);
  const [last, setLast] = useState(period.last);
  const isBackwards = first > last;
  return (
    <Popover
      label="Choose dates"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={cx(buttonStyles.button, buttonStyles.ghost, monthPickerStyles.month)}
        >
          {titleOf(period)}
        </button>
      }
    >
      <form
        className={cx(formStyles.form, styles.rangeForm)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!first || !last || isBackwards) return;
          setOpen(false);
          onChange({ kind: "range", first, last });
        }}
      >
        <TextField label="From" type="date" value={first} onChange={setFirst} />
        <TextField
          label="To"
          error={isBackwards ? "The end is before the start." : null}
          type="date"
          value={last}
          onChange={setLast}
        />
        <Button kind="primary" type="submit" disabled={isBackwards || !first || !last}>
          Show
        </Button>
      </form>
    </Popover>
  );
}
