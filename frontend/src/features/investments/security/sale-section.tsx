import { useState } from "react";
import { sentenceFor } from "@/api/errors";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet, formatSize } from "@/kit/money";
import { useDebounced } from "@/kit/use-debounced";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { Select } from "@/ui/select";
import tableStyles from "@/ui/table.module.css";
import { formatNumber, formatPrice, type LotBook, type SalePreview, type SecurityPage } from "../model";
import { ActivityDialog } from "../parts/activity-dialog";
import { METHODS } from "../parts/choices";
import { parseDecimal } from "../parts/form";
import { type InvestmentActions, useSalePreview } from "../queries";
import tables from "../tables.module.css";

interface Props {
  page: SecurityPage;
  books: readonly LotBook[];
  actions: InvestmentActions;
}

type Method = SalePreview["methods"][number]["method"];

/** What a sale would realise, by every method at once, so that none is a secret default. */
export function SaleSection({ page, books, actions }: Props) {
  const [accountId, setAccountId] = useState(books[0]?.account_id ?? 0);
  const book = books.find((one) => one.account_id === accountId) ?? books[0];
  const [typed, setTyped] = useState(() => String(Math.min(10, Number(book?.quantity ?? 0))));
  const [chosen, setChosen] = useState<Method | null>(null);
  const [lotId, setLotId] = useState<number | null>(null);
  const [isSelling, setSelling] = useState(false);
  const quantity = useDebounced(parseDecimal(typed), 250);
  const lots = (book?.lots ?? []).filter((lot) => lot.opening_id !== null);
  const picked = lots.find(
    (lot) => lot.opening_id === lotId && Number(lot.quantity) >= Number(quantity ?? 0),
  );
  const preview = useSalePreview(
    page.security.id,
    book && Number(quantity) > 0 && quantity !== null
      ? {
          account_id: book.account_id,
          quantity,
          lot_picks: picked?.opening_id ? [{ opening_id: picked.opening_id, quantity }] : [],
        }
      : null,
  );
  useShortcuts("Sale", [{ keys: "s", label: "Sell", run: () => setSelling(true) }]);
  if (!book) return null;
  const data = preview.isError ? undefined : preview.data;
  const method = chosen ?? data?.methods.find((one) => one.is_of_account)?.method ?? "fifo";
  const wrong =
    parseDecimal(typed) === null
      ? "Enter a number of shares, such as 10."
      : preview.isError
        ? sentenceFor(preview.error)
        : null;
  return (
    <section aria-labelledby="sale">
      <div className={tables.saleHead}>
        <h2 id="sale">If you sell</h2>
        <Field label="Shares to sell" className={tables.saleField} error={wrong}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              autoComplete="off"
              isBad={Boolean(wrong)}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {data && !wrong && (
          <span className="secondary tabular">
            at {formatPrice(data.price, page.security.currency)}, you receive{" "}
            {formatSize(data.proceeds_minor, data.currency)}
          </span>
        )}
        {books.length > 1 && (
          <Select
            small
            label="Account"
            value={String(book.account_id)}
            options={books.map((one) => ({ value: String(one.account_id), label: one.account_name }))}
            onChange={(id) => setAccountId(Number(id))}
          />
        )}
        <span className="grow" />
        <Button small data-key="s" onClick={() => setSelling(true)}>
          Sell
        </Button>
      </div>
      {data && !wrong && (
        <table className={cx(tableStyles.table, tables.sale)}>
          <caption className="visually-hidden">What a sale would realise by each method</caption>
          <colgroup>
            <col className={tables.methodColumn} />
            <col className={tables.note} />
            <col className={tables.sumColumn} />
            <col className={tables.sumColumn} />
            <col className={tables.termColumn} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col" className={tables.note}>
                Lots
              </th>
              <th scope="col" className="align-right">
                Cost
              </th>
              <th scope="col" className="align-right">
                Gain
              </th>
              <th scope="col" className={tables.term}>
                Term
              </th>
            </tr>
          </thead>
          <tbody>
            {data.methods.map((one) => (
              <tr key={one.method}>
                <td>
                  <label className="inline-row">
                    <input
                      type="radio"
                      name="method"
                      checked={one.method === method}
                      onChange={() => setChosen(one.method)}
                    />
                    {METHODS.find(({ value }) => value === one.method)?.label}
                  </label>
                </td>
                <td className={cx("small muted", tables.note)}>{partsOf(one)}</td>
                <td className="align-right secondary tabular">
                  {one.cost_minor === null ? "not known" : formatNet(one.cost_minor, data.currency)}
                </td>
                <td className="align-right strong tabular">
                  {one.gain_minor === null ? "–" : formatSignedNet(one.gain_minor, data.currency)}
                </td>
                <td className={cx("muted", tables.term)}>
                  {one.method === "average" ? "–" : (one.term ?? "both")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lots.length > 1 && (
        <p className="inline-row small secondary">
          Compare with one lot:
          <Select
            small
            label="One lot"
            placeholder="Choose a lot"
            value={lotId === null ? null : String(lotId)}
            options={lots.map((lot) => ({
              value: String(lot.opening_id),
              label: lot.acquired_on ? formatDay(lot.acquired_on) : "not known",
              note: formatNumber(lot.quantity),
            }))}
            onChange={(id) => {
              setLotId(Number(id));
              setChosen("chosen");
            }}
          />
        </p>
      )}
      <p className="small muted">A sum, no advice. Fees and tax are not in it.</p>
      {isSelling && (
        <ActivityDialog
          start={{
            type: "sell",
            securityId: page.security.id,
            accountId: book.account_id,
            quantity: quantity ?? "",
            lotPicks: picksOf(data, method),
          }}
          actions={actions}
          onClose={() => setSelling(false)}
        />
      )}
    </section>
  );
}

/** The lots that the chosen method takes, if it is not the account's own way. */
function picksOf(data: SalePreview | undefined, method: Method) {
  const one = data?.methods.find((each) => each.method === method);
  if (!one || one.is_of_account || method === "average") return [];
  return one.parts.flatMap(({ opening_id, quantity }) =>
    opening_id === null ? [] : [{ opening_id, quantity }],
  );
}

function partsOf({ method, parts }: SalePreview["methods"][number]): string {
  if (method === "average") return "no lots";
  return parts
    .map(
      (part) =>
        `${formatNumber(part.quantity)} of ${part.acquired_on ? formatDay(part.acquired_on) : "unknown age"}`,
    )
    .join(", ");
}
