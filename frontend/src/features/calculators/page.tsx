import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { useBaseCurrency } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/form-fields";
import { PageHeader } from "@/ui/page-header";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "./calculators.module.css";
import { type Answer, CALCULATORS, type Calculator, readFields } from "./model";

/** Calculators for one's own numbers; nothing that is typed here is stored. */
export default function CalculatorsPage() {
  const [params, setParams] = useSearchParams();
  const chosen = CALCULATORS.find(({ id }) => id === params.get("open")) ?? CALCULATORS[0];
  return (
    <>
      <PageHeader title="Calculators" parent={{ title: "Profile", to: "/profile" }} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Calculators">
        {chosen && (
          <div className={styles.page}>
            <SelectField
              label="Calculator"
              value={chosen.id}
              options={CALCULATORS.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(id) => setParams({ open: id }, { replace: true })}
            />
            <Form key={chosen.id} calculator={chosen} />
          </div>
        )}
      </div>
    </>
  );
}

function Form({ calculator }: { calculator: Calculator }) {
  const currency = useBaseCurrency();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(calculator.fields.map(({ name, start }) => [name, start])),
  );
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const result = useMutation({
    mutationFn: async (body: object) => calculator.answer(await post<never>(calculator.path, body), currency),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readFields(calculator.fields, typed, currency);
    setErrors(read.errors);
    if (Object.keys(read.errors).length === 0) result.mutate(calculator.body(read.values));
  };
  return (
    <>
      <p className="secondary">{calculator.about}</p>
      <form className={styles.fields} onSubmit={submit} noValidate>
        {calculator.fields.map(({ name, label, help }) => (
          <TextField
            key={name}
            label={label}
            help={help}
            error={errors[name]}
            value={typed[name] ?? ""}
            onChange={(text) => setTyped((now) => ({ ...now, [name]: text }))}
          />
        ))}
        <div className={styles.acts}>
          <Button kind="primary" type="submit" disabled={result.isPending}>
            Calculate
          </Button>
        </div>
      </form>
      {result.isError && (
        <p className="danger-text" role="alert">
          {sentenceFor(result.error)}
        </p>
      )}
      {result.data && <Result answer={result.data} />}
    </>
  );
}

function Result({ answer: { lines, table } }: { answer: Answer }) {
  return (
    <section aria-labelledby="h-result" aria-live="polite">
      <SectionHeader title="Result" id="h-result" />
      {lines.length > 0 && (
        <dl className={styles.lines}>
          {lines.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="medium tabular">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {table && (
        <table className={cx(tableStyles.table, styles.table)}>
          <caption className="visually-hidden">Result</caption>
          <thead>
            <tr>
              {table.head.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row[0]}>
                {row.map((cell, at) => (
                  <td key={at} className="tabular" title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="small muted">Rounded to the cent. Nothing that you typed is stored.</p>
    </section>
  );
}
