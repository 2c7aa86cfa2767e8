import { Check } from "lucide-react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { count } from "@/kit/words";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import tableStyles from "@/ui/table.module.css";
import styles from "../investments.module.css";
import { addUp, formatNumber, formatPrice, formatReturn, type LotBook } from "../model";
import { METHODS } from "../parts/choices";
import tables from "../tables.module.css";

/** What is held in one account, lot by lot. */
export function OpenLots({ book }: { book: LotBook }) {
  const { lots, currency } = book;
  const id = `lots-${book.account_id}`;
  const method = METHODS.find(({ value }) => value === book.lot_method)?.label.toLowerCase();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <SectionHeader title="Open lots" id={id}>
        <span className="muted">
          {book.account_name}, {method}
        </span>
      </SectionHeader>
      {lots.length === 0 ? (
        <p className="muted">
          Nothing is held in this account any more. Realised {money(book.realised_minor, currency, true)}.
        </p>
      ) : (
        <table className={cx(tableStyles.table, tables.lots)}>
          <caption className="visually-hidden">Open lots in {book.account_name}</caption>
          <LotColumns />
          <thead>
            <tr>
              <th scope="col">Bought</th>
              <th scope="col" className={tables.note}>
                Note
              </th>
              <th scope="col" className="align-right">
                Shares
              </th>
              <th scope="col" className={cx("align-right", tables.wide)}>
                Price
              </th>
              <th scope="col" className={cx("align-right", tables.cost)}>
                Cost
              </th>
              <th scope="col" className={cx("align-right", tables.cost)}>
                Value
              </th>
              <th scope="col" className="align-right">
                Gain
              </th>
              <th scope="col" className={cx("align-right", tables.wide)}>
                Return
              </th>
              <th scope="col" className={tables.term}>
                Term
              </th>
            </tr>
          </thead>
          <tbody>
            {lots.map((lot, at) => (
              <tr key={`${lot.opening_id ?? "stated"}-${at}`}>
                <th scope="row" className="tabular">
                  {lot.acquired_on ? formatDay(lot.acquired_on) : "not known"}
                </th>
                <td className={cx("small muted", tables.note)}>{lotNote(lot)}</td>
                <td className="align-right tabular">{formatNumber(lot.quantity)}</td>
                <td className={cx("align-right secondary tabular", tables.wide)}>
                  {lot.cost_per_unit === null
                    ? "–"
                    : formatPrice(Number(lot.cost_per_unit).toFixed(2), currency)}
                </td>
                <td className={cx("align-right secondary tabular", tables.cost)}>
                  {money(lot.cost_minor, currency)}
                </td>
                <td className={cx("align-right tabular", tables.cost)}>{money(lot.value_minor, currency)}</td>
                <td className="align-right strong tabular">{money(lot.gain_minor, currency, true)}</td>
                <td className={cx("align-right tabular", tables.wide)}>{formatReturn(lot.return_percent)}</td>
                <td className={cx("muted", tables.term)}>{lot.term ?? "–"}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="strong">
                {count(lots.length, "lot")}
              </th>
              <td className={tables.note} />
              <td className="align-right strong tabular">{formatNumber(book.quantity)}</td>
              <td className={cx("align-right small muted tabular", tables.wide)}>{average(book)}</td>
              <td className={cx("align-right strong tabular", tables.cost)}>
                {money(book.cost_minor, currency)}
              </td>
              <td className={cx("align-right strong tabular", tables.cost)}>
                {money(book.value_minor, currency)}
              </td>
              <td className="align-right strong tabular">{money(book.unrealised_minor, currency, true)}</td>
              <td className={cx("align-right strong tabular", tables.wide)}>
                {share(book.unrealised_minor, book.cost_minor)}
              </td>
              <td className={tables.term} />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}

/** What left an account, lot by lot, and the proof that no cent of the cost is lost. */
export function SoldLots({ book }: { book: LotBook }) {
  const { sold, currency } = book;
  const id = `sold-${book.account_id}`;
  const proceeds = addUp(sold.map((one) => one.proceeds_minor ?? 0));
  return (
    <section className={styles.section} aria-labelledby={id}>
      <SectionHeader title="Sold lots" id={id}>
        <span className="muted">{book.account_name}; commission is inside what was received</span>
      </SectionHeader>
      <table className={cx(tableStyles.table, tables.lots)}>
        <caption className="visually-hidden">Sold lots in {book.account_name}</caption>
        <LotColumns />
        <thead>
          <tr>
            <th scope="col">Sold</th>
            <th scope="col" className={tables.note}>
              Bought
            </th>
            <th scope="col" className="align-right">
              Shares
            </th>
            <td className={tables.wide} />
            <th scope="col" className={cx("align-right", tables.cost)}>
              Cost
            </th>
            <th scope="col" className={cx("align-right", tables.cost)}>
              Received
            </th>
            <th scope="col" className="align-right">
              Realised
            </th>
            <th scope="col" className={cx("align-right", tables.wide)}>
              Return
            </th>
            <th scope="col" className={tables.term}>
              Term
            </th>
          </tr>
        </thead>
        <tbody>
          {sold.map((one, at) => (
            <tr key={`${one.closing_id ?? "stated"}-${at}`}>
              <th scope="row" className="tabular">
                {formatDay(one.on)}
              </th>
              <td className={cx("secondary tabular", tables.note)}>
                {one.acquired_on ? formatDay(one.acquired_on) : "not known"}
              </td>
              <td className="align-right tabular">{formatNumber(one.quantity)}</td>
              <td className={tables.wide} />
              <td className={cx("align-right secondary tabular", tables.cost)}>
                {money(one.cost_minor, currency)}
              </td>
              <td className={cx("align-right tabular", tables.cost)}>
                {one.proceeds_minor === null ? "transferred" : money(one.proceeds_minor, currency)}
              </td>
              <td className="align-right strong tabular">{money(one.gain_minor, currency, true)}</td>
              <td className={cx("align-right tabular", tables.wide)}>{formatReturn(one.return_percent)}</td>
              <td className={cx("muted", tables.term)}>{one.term ?? "–"}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="strong">
              {count(sold.length, "lot")}
            </th>
            <td className={tables.note} />
            <td className="align-right strong tabular">
              {formatNumber(sold.reduce((sum, one) => sum + Number(one.quantity), 0))}
            </td>
            <td className={tables.wide} />
            <td className={cx("align-right strong tabular", tables.cost)}>
              {money(book.relieved_cost_minor, currency)}
            </td>
            <td className={cx("align-right strong tabular", tables.cost)}>{money(proceeds, currency)}</td>
            <td className="align-right strong tabular">{money(book.realised_minor, currency, true)}</td>
            <td className={cx("align-right strong tabular", tables.wide)}>
              {share(book.realised_minor, book.relieved_cost_minor)}
            </td>
            <td className={tables.term} />
          </tr>
        </tfoot>
      </table>
      {book.opened_cost_minor !== null && (
        <p className="small secondary inline-row">
          <Icon of={Check} small />
          <span>
            Cost proves itself: bought {money(book.opened_cost_minor, currency)} − sold{" "}
            {money(book.relieved_cost_minor, currency)} = held {money(book.cost_minor, currency)}
          </span>
        </p>
      )}
    </section>
  );
}

function LotColumns() {
  return (
    <colgroup>
      <col className={tables.boughtColumn} />
      <col className={tables.note} />
      <col className={tables.lotColumn} />
      <col className={cx(tables.lotColumn, tables.wide)} />
      <col className={cx(tables.lotColumn, tables.cost)} />
      <col className={cx(tables.lotColumn, tables.cost)} />
      <col className={tables.lotColumn} />
      <col className={cx(tables.lotColumn, tables.wide)} />
      <col className={tables.termColumn} />
    </colgroup>
  );
}

function lotNote(lot: LotBook["lots"][number]): string {
  if (lot.opening_id === null) return "stated by the bank or by you, without a purchase";
  const sold = Number(lot.opened_quantity) - Number(lot.quantity);
  const notes = [sold > 0 && `${formatNumber(sold)} of ${formatNumber(lot.opened_quantity)} sold`];
  if (lot.term === "short" && lot.long_term_from)
    notes.push(`long term from ${formatDay(lot.long_term_from)}`);
  return notes.filter(Boolean).join(", ");
}

function average(book: LotBook): string {
  if (book.cost_minor === null || !Number(book.quantity)) return "";
  return `avg ${formatNet(Math.round(book.cost_minor / Number(book.quantity)), book.currency)}`;
}

function share(part: number | null, whole: number | null): string {
  return formatReturn(part === null || !whole ? null : (part / whole) * 100);
}

function money(minor: number | null, currency: string, isSigned = false): string {
  if (minor === null) return "–";
  return isSigned ? formatSignedNet(minor, currency) : formatNet(minor, currency);
}
