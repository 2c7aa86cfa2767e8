import { CircleAlert, FileUp, Plus, RefreshCw, Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { sentenceFor } from "@/api/errors";
import type { RatesState } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { formatDay, formatMoment, today } from "@/kit/dates";
import { Button, IconButton } from "@/ui/button";
import { TextField } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { toast, toastFailure } from "@/ui/toast";
import { loadedWords, useFetchRates, useLoadRates, useRates, useRemoveRate, useSetRate } from "../rates";
import styles from "./rates-panel.module.css";

const SOURCES = { manual: "by hand", file: "file", ecb: "ECB" } as const;

/** The exchange rates there are, with three ways to get more: fetch, load a file, enter one. */
export function RatesPanel() {
  const rates = useRates().data;
  const [isAdding, setAdding] = useState(false);
  if (!rates) return null;
  return (
    <div className={styles.panel}>
      <div className={styles.acts}>
        <FetchButton rates={rates} />
        <LoadButton />
        <Button icon={Plus} aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          Enter a rate
        </Button>
        <span className="small muted" role="status">
          {rates.is_fetching
            ? "Fetching…"
            : rates.attempted_at && !rates.error && `Fetched ${formatMoment(rates.attempted_at)}`}
        </span>
      </div>
      {rates.error && !rates.is_fetching && (
        <Notice icon={CircleAlert} kind="warn">
          {rates.error}
        </Notice>
      )}
      {isAdding && <RateForm rates={rates} onDone={() => setAdding(false)} />}
      {rates.coverage.length ? <Coverage rates={rates} /> : <Empty followed={rates.followed} />}
    </div>
  );
}

function FetchButton({ rates: { is_on, is_fetching } }: { rates: RatesState }) {
  const fetchRates = useFetchRates();
  if (!is_on) return null;
  return (
    <Button
      icon={RefreshCw}
      disabled={is_fetching}
      onClick={() => fetchRates.mutate(undefined, { onError: (error) => toastFailure(sentenceFor(error)) })}
    >
      Fetch now
    </Button>
  );
}

function LoadButton() {
  const load = useLoadRates();
  const chooser = useRef<HTMLInputElement>(null);
  const choose = (file: File | undefined) => {
    if (!file) return;
    load.mutate(file, {
      onSuccess: (loaded) => toast(loadedWords(loaded)),
      onError: (error) => toastFailure(sentenceFor(error)),
    });
  };
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".csv,.xml,.zip"
        aria-label="File with exchange rates"
        hidden
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button icon={FileUp} disabled={load.isPending} onClick={() => chooser.current?.click()}>
        Load a file
      </Button>
    </>
  );
}

function RateForm({ rates, onDone }: { rates: RatesState; onDone: () => void }) {
  const other = rates.followed.find((code) => code !== rates.base_currency) ?? "EUR";
  const [base, setBase] = useState(other);
  const [currency, setCurrency] = useState(rates.base_currency);
  const [on, setOn] = useState(today());
  const [rate, setRate] = useState("");
  const save = useSetRate();
  const undo = useUndo();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = {
      base_currency: base.trim().toUpperCase(),
      currency: currency.trim().toUpperCase(),
      on,
      rate: rate.trim().replace(",", "."),
    };
    save.mutate(given, {
      onSuccess: ({ change_id }) => {
        undo.done(`1 ${given.base_currency} = ${given.rate} ${given.currency} saved`, change_id);
        onDone();
      },
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label="One" autoFocus value={base} maxLength={3} onChange={setBase} />
      <TextField
        label="is worth"
        error={save.error && sentenceFor(save.error)}
        inputMode="decimal"
        placeholder="1.0872"
        value={rate}
        onChange={setRate}
      />
      <TextField label="in" value={currency} maxLength={3} onChange={setCurrency} />
      <TextField label="on" type="date" max={today()} value={on} onChange={setOn} />
      <Button type="submit" kind="primary" disabled={!rate.trim() || save.isPending}>
        Save
      </Button>
    </form>
  );
}

function Coverage({ rates }: { rates: RatesState }) {
  const remove = useRemoveRate();
  const undo = useUndo();
  return (
    <>
      <table className={styles.table}>
        <caption className="visually-hidden">Exchange rates by currency</caption>
        <thead>
          <tr>
            <th scope="col">Rates</th>
            <th scope="col">From</th>
            <th scope="col">Days</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {rates.coverage.map((pair) => (
            <tr key={`${pair.base_currency}${pair.currency}${pair.source}`}>
              <th scope="row">
                {pair.base_currency} to {pair.currency}
              </th>
              <td>{SOURCES[pair.source]}</td>
              <td className="tabular">{pair.day_count.toLocaleString()}</td>
              <td className="tabular">
                {pair.first_on === pair.last_on ? "" : `${formatDay(pair.first_on)} to `}
                {formatDay(pair.last_on)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className={styles.latest}>
        <summary>Latest rates</summary>
        <table className={styles.table}>
          <caption className="visually-hidden">Latest exchange rates</caption>
          <tbody>
            {rates.latest.map((rate) => (
              <tr key={rate.id}>
                <th scope="row" className="tabular">
                  1 {rate.base_currency} = {rate.rate} {rate.currency}
                </th>
                <td>{SOURCES[rate.source]}</td>
                <td className="tabular">{formatDay(rate.on)}</td>
                <td className="align-right">
                  <IconButton
                    small
                    icon={Trash2}
                    label={`Remove the rate of ${rate.currency} on ${formatDay(rate.on)}`}
                    onClick={() =>
                      remove.mutate(rate.id, {
                        onSuccess: ({ change_id }) => undo.done("Rate removed", change_id),
                        onError: (error) => toastFailure(sentenceFor(error)),
                      })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Empty({ followed }: { followed: readonly string[] }) {
  return (
    <p className="small muted">
      {followed.length < 2
        ? "All your accounts are in one currency, so no rates are needed."
        : `No rates yet. Amounts in ${followed.join(", ")} are not added up until there are.`}
    </p>
  );
}
