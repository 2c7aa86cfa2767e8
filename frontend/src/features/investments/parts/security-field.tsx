import { useState } from "react";
import { Field } from "@/ui/field";
import formStyles from "@/ui/form.module.css";
import { SelectField, TextField } from "@/ui/form-fields";
import { Select } from "@/ui/select";
import type { Security } from "../model";
import { type InvestmentActions, useSecurities } from "../queries";
import { TYPES } from "./choices";

const NEW = "new";

/** What is chosen or typed, and how it becomes the number of a security. */
export function useSecurityChoice(initial: number | null, currency: string) {
  const [chosen, setChosen] = useState<string | null>(initial === null ? null : String(initial));
  const [ticker, setTicker] = useState("");
  const [name, setName] = useState("");
  const [type, setType] = useState<Security["security_type"]>("equity");
  const [own, setOwn] = useState("");
  const isNew = chosen === NEW;
  return {
    chosen,
    setChosen,
    ticker,
    setTicker,
    name,
    setName,
    type,
    setType,
    currency: own || currency,
    setCurrency: setOwn,
    isNew,
    problem:
      chosen === null ? "Choose a security." : isNew && !name.trim() ? "Give the security a name." : null,
    /** Adds the security first if it is new. */
    resolve: async (actions: InvestmentActions): Promise<number> => {
      if (!isNew) return Number(chosen);
      const added = await actions.addSecurity({
        ticker: ticker.trim() || null,
        name: name.trim(),
        security_type: type,
        currency: (own || currency).trim().toUpperCase(),
      });
      setChosen(String(added.id));
      return added.id;
    },
  };
}

type Choice = ReturnType<typeof useSecurityChoice>;

/** Chooses a security, or describes a new one. */
export function SecurityField({
  choice,
  label = "Security",
  error,
}: {
  choice: Choice;
  label?: string;
  error: string | null;
}) {
  const { data: securities = [] } = useSecurities();
  const options = [
    ...securities.map((one) => ({ value: String(one.id), label: one.name, note: one.ticker ?? undefined })),
    { value: NEW, label: "New security…" },
  ];
  return (
    <>
      <Field label={label} error={choice.isNew ? null : error}>
        {(ids) => (
          <Select
            {...ids}
            label={label}
            placeholder="Choose"
            value={choice.chosen}
            options={options}
            onChange={choice.setChosen}
          />
        )}
      </Field>
      {choice.isNew && (
        <div className={formStyles.twoColumns}>
          <TextField
            label="Name"
            error={error}
            value={choice.name}
            onChange={(typed) => choice.setName(typed)}
          />
          <TextField
            label="Ticker, if it has one"
            value={choice.ticker}
            onChange={(typed) => choice.setTicker(typed)}
          />
          <SelectField label="Kind" value={choice.type} options={TYPES} onChange={choice.setType} />
          <TextField
            label="Currency of its price"
            value={choice.currency}
            maxLength={3}
            onChange={(typed) => choice.setCurrency(typed)}
          />
        </div>
      )}
    </>
  );
}
