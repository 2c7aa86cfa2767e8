import { Pencil, Plus, X } from "lucide-react";
import { useState } from "react";
import type { Category } from "@/api/types";
import { useToday } from "@/entities/app/queries";
import { CategoryChip } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { cx } from "@/kit/cx";
import { formatNet, parseAmount, toInput } from "@/kit/money";
import { formatMonth, formatMonthName } from "@/kit/month-names";
import { Amount } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { FormDialog } from "@/ui/form-dialog";
import { NumberField, SelectField, TextField } from "@/ui/form-fields";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../budget.module.css";
import { nextMonth, type TemplateKind, type Templates, templateWords } from "../model";
import { type BudgetActions, useTemplates } from "../queries";

/** Next month from templates, in the order in which they are filled; nothing is set before it is confirmed. */
export function TemplatesPanel({ actions }: { actions: BudgetActions }) {
  const month = nextMonth(useToday());
  const { data } = useTemplates(month);
  const [open, setOpen] = useState<"add" | "fill" | TemplateRow | null>(null);
  if (!data) return null;
  const name = formatMonthName(month, "long");
  return (
    <section className={styles.section} aria-labelledby="h-templates">
      <SectionHeader
        id="h-templates"
        title={`${name}, from templates`}
        end={
          <span className="inline-row">
            {data.rows.length > 0 && (
              <Button small onClick={() => setOpen("fill")}>
                Fill {name}
              </Button>
            )}
            <IconButton small icon={Plus} label="Add a template" onClick={() => setOpen("add")} />
          </span>
        }
      >
        {data.rows.length > 0 && <span className="muted">in order</span>}
      </SectionHeader>
      {data.rows.length === 0 ? (
        <p className="secondary">
          A template says how a budget is filled from income each month: a fixed amount, up to or refilled to
          an amount, a percentage, an amount by a day, or what is left.
        </p>
      ) : (
        <TemplateTable templates={data} actions={actions} onEdit={setOpen} />
      )}
      {open !== null && open !== "fill" && (
        <TemplateDialog
          row={open === "add" ? null : open}
          templates={data}
          actions={actions}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "fill" && (
        <Confirm
          title={`Fill ${formatMonth(month, "long")}`}
          isOpen
          onClose={() => setOpen(null)}
          verb={`Set ${new Set(data.rows.map((row) => row.category_id)).size} budgets`}
          onConfirm={() => {
            setOpen(null);
            void actions.fill(month, `${name} filled from templates`);
          }}
        >
          <p>
            {formatNet(data.given_minor, data.currency)} of {formatNet(data.income_minor, data.currency)}{" "}
            income is budgeted, {formatNet(data.left_minor, data.currency)} is left to be assigned.
          </p>
          {data.rows.some((row) => row.existing_minor !== null) && (
            <p>Budgets that {name} has already for these categories are replaced.</p>
          )}
        </Confirm>
      )}
    </section>
  );
}

const INCOME_BASES: Record<Templates["income_basis"], string> = {
  given: "as entered",
  received: "received",
  expected: "received and expected",
  usual: "mean of three months",
};

function TemplateTable({
  templates,
  actions,
  onEdit,
}: {
  templates: Templates;
  actions: BudgetActions;
  onEdit: (row: TemplateRow) => void;
}) {
  const { currency } = templates;
  return (
    <table className={cx(tableStyles.table, styles.templates)}>
      <caption className="visually-hidden">Templates in the order in which they are filled</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Priority</span>
          </th>
          <th scope="col">Line</th>
          <th scope="col">How</th>
          <th scope="col" className="align-right">
            Amount
          </th>
          <th scope="col">
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {templates.rows.map((row) => (
          <tr key={row.id}>
            <td className="muted tabular">{row.priority}</td>
            <th scope="row">{row.category_name}</th>
            <td className="secondary">{templateWords(row, (minor) => formatNet(minor, currency))}</td>
            <td
              className={cx(
                "align-right",
                row.wanted_minor !== null && row.amount_minor < row.wanted_minor && "warning-text",
              )}
            >
              <Amount minor={row.amount_minor} currency={currency} />
            </td>
            <td>
              <IconButton
                small
                icon={Pencil}
                label={`Change the template for ${row.category_name}`}
                onClick={() => onEdit(row)}
              />
              <IconButton
                small
                icon={X}
                label={`Remove the template for ${row.category_name}`}
                onClick={() => void actions.removeTemplate(row.id, row.category_name)}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {templates.left_minor !== 0 && (
          <tr>
            <td />
            <th scope="row">Left</th>
            <td />
            <td className="align-right">{formatNet(templates.left_minor, currency)}</td>
            <td />
          </tr>
        )}
        <tr>
          <td />
          <th scope="row">Income</th>
          <td className="muted">{INCOME_BASES[templates.income_basis]}</td>
          <td className="align-right">{formatNet(templates.income_minor, currency)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

type TemplateRow = Templates["rows"][number];

/** What the dialog shows of a template: its amount, percent or weight. */
function shownValue(row: TemplateRow, currency: string): string {
  if (row.kind === "percent") return String((row.basis_points ?? 0) / 100);
  if (row.kind === "remainder") return String(row.weight ?? 1);
  return toInput(row.template_amount_minor ?? 0, currency);
}

const KINDS: readonly { value: TemplateKind; label: string }[] = [
  { value: "fixed", label: "Fixed amount" },
  { value: "up_to", label: "Up to an amount" },
  { value: "refill_to", label: "Refill to an amount, debt too" },
  { value: "percent", label: "Percent of income" },
  { value: "by_date", label: "Amount by a day" },
  { value: "remainder", label: "What is left, by weight" },
];

/** Adds a template, or changes one. */
function TemplateDialog({
  row,
  templates,
  actions,
  onClose,
}: {
  row: TemplateRow | null;
  templates: Templates;
  actions: BudgetActions;
  onClose: () => void;
}) {
  const { currency, rows } = templates;
  const [category, setCategory] = useState<Category | null>(null);
  const [isPicking, setPicking] = useState(false);
  const [kind, setKind] = useState<TemplateKind>(row?.kind ?? "fixed");
  const [priority, setPriority] = useState(
    String(row?.priority ?? Math.max(0, ...rows.map((each) => each.priority)) + 1),
  );
  const [value, setValue] = useState(row ? shownValue(row, currency) : "");
  const [dueOn, setDueOn] = useState(row?.due_on ?? "");
  const [isTried, setTried] = useState(false);
  const hasAmount = kind === "fixed" || kind === "up_to" || kind === "refill_to" || kind === "by_date";
  const number = Number(value.replace(",", "."));
  const minor = parseAmount(value, currency);
  const isWrongValue = hasAmount ? minor === null || minor <= 0 : !(number > 0);
  const wrongPriority =
    Number(priority) >= 1 && Number.isInteger(Number(priority)) ? null : "Enter a whole number from 1.";
  const wrongDay = kind === "by_date" && !dueOn ? "Enter a day." : null;

  async function submit() {
    setTried(true);
    if ((!category && !row) || isWrongValue || wrongPriority || wrongDay) return;
    const fields = {
      priority: Number(priority),
      kind,
      amount_minor: hasAmount ? minor : null,
      basis_points: kind === "percent" ? Math.round(number * 100) : null,
      due_on: kind === "by_date" ? dueOn : null,
      weight: kind === "remainder" ? Math.round(number) : null,
    };
    const done = row
      ? await actions.changeTemplate(row.id, fields, row.category_name)
      : category &&
        (await actions.addTemplate(
          { category_short_desc: category.short_desc, ...fields },
          category.display_name,
        ));
    if (done) onClose();
  }

  const label = hasAmount ? `Amount, ${currency}` : kind === "percent" ? "Percent" : "Weight";
  return (
    <FormDialog
      title={row ? `Template for ${row.category_name}` : "Add a template"}
      verb={row ? "Save" : "Add template"}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {!row && (
        <Field label="Category" error={isTried && !category ? "Choose a category." : null}>
          {(ids) => (
            <CategoryPicker
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={setCategory}
              trigger={
                <CategoryChip
                  {...ids}
                  name={category?.display_name ?? null}
                  color={category?.color ?? null}
                  kind={category?.kind}
                />
              }
            />
          )}
        </Field>
      )}
      <SelectField label="How it is filled" value={kind} options={KINDS} onChange={setKind} />
      <NumberField
        label={label}
        value={value}
        error={isTried && isWrongValue ? "Enter a number above zero." : null}
        onChange={setValue}
      />
      {kind === "by_date" && (
        <TextField
          label="Day"
          type="date"
          value={dueOn}
          error={isTried ? wrongDay : null}
          onChange={setDueOn}
        />
      )}
      <NumberField
        label="Priority"
        help="1 is filled first."
        value={priority}
        error={isTried ? wrongPriority : null}
        onChange={setPriority}
      />
    </FormDialog>
  );
}
