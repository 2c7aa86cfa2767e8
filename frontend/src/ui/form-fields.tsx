import type { ComponentProps, ReactNode } from "react";
import { Field, Input } from "./field";
import { type Option, Select } from "./select";

interface Labelled {
  label: string;
  error?: string | null;
  help?: ReactNode;
}

type TextProps = Labelled & { onChange: (typed: string) => void } & Omit<
    ComponentProps<typeof Input>,
    "onChange" | "isBad"
  >;

/** A labelled line of text, a number, or a day (`type="date"`), with its help and its error. */
export function TextField({ label, error, help, onChange, ...rest }: TextProps) {
  return (
    <Field label={label} error={error} help={help}>
      {(ids) => (
        <Input
          {...ids}
          autoComplete="off"
          isBad={Boolean(error)}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
        />
      )}
    </Field>
  );
}

/** The same for a number: the keyboard of a phone shows digits. */
export function NumberField(props: TextProps) {
  return <TextField inputMode="decimal" {...props} />;
}

type SelectProps<V extends string> = Labelled & {
  value: V | null;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  placeholder?: string;
  isDisabled?: boolean;
};

/** A labelled choice of one of a few named things, with its help and its error. */
export function SelectField<V extends string>({ label, error, help, ...rest }: SelectProps<V>) {
  return (
    <Field label={label} error={error} help={help}>
      {(ids) => <Select {...ids} label={label} {...rest} />}
    </Field>
  );
}
