import type { MouseEvent } from "react";
import { Link } from "react-router";
import { type Params, toQuery } from "@/api/client";
import { SparkBars } from "@/charts/spark-bars";
import { rowsOfCategory, rowsOfParent } from "@/entities/transactions/counted";
import { cx } from "@/kit/cx";
import { formatFlow } from "@/kit/money";
import { formatCount } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { ShareBar } from "@/ui/bars";
import { Delta } from "@/ui/delta";
import { CategoryDot } from "@/ui/marks";
import tableStyles from "@/ui/table.module.css";
import { Twist } from "@/ui/twist";
import { addSeries, type SpendLine } from "../model";
import type { OutlineLine } from "../outline";
import styles from "../spending.module.css";
import type { SpendingPageState } from "../use-spending-page";

export interface SameProps {
  "data-row": string;
  className: string;
  "aria-current"?: "true";
  onMouseDown: () => void;
  onClick?: (event: MouseEvent) => void;
}

interface Props<K extends OutlineLine["kind"]> {
  line: Extract<OutlineLine, { kind: K }>;
  page: SpendingPageState;
  same: SameProps;
}

const INDENT = 22;

export function CategoryLine({ line: { line, level, color, isOpen, key }, page, same }: Props<"category">) {
  const { currency } = page;
  const byMonth = page.period.kind === "month";
  const before = byMonth ? line.usual : line.lastYear;
  const series = page.chart.series;
  const values =
    series &&
    addSeries(
      line.children.length ? line.children.map((child) => series.get(child.id)) : [series.get(line.id)],
      page.chart.seriesMonths,
    );
  const where = level === 0 ? rowsOfParent(line.id) : rowsOfCategory(line.id);
  return (
    <tr {...same}>
      <th scope="row">
        <span className={tableStyles.nameLine} style={{ paddingLeft: level * INDENT }}>
          <Twist label={`${line.name}, details`} isOpen={isOpen} onToggle={() => page.toggle(key)} />
          {level === 0 && <CategoryDot color={color} />}
          <span className={level === 0 ? "truncate medium" : "truncate"}>{line.name}</span>
          {line.refunds > 0 && <Back line={line} currency={currency} />}
        </span>
      </th>
      <td className={styles.shareColumn}>
        <ShareBar share={line.total / largestOf(page)} color={color} isFaint={level > 0} />
      </td>
      <td className={level === 0 ? "align-right medium" : "align-right"}>
        <RowsLink page={page} where={where} minor={line.total} about={line.name} />
      </td>
      <td className={cx("align-right muted", styles.usual)}>
        <Compared minor={before} currency={currency} />
      </td>
      <td className="align-right">
        {before === null ? (
          <NothingToCompare />
        ) : (
          <Delta
            minor={line.total}
            than={before}
            currency={currency}
            name={byMonth ? "usual" : "last year"}
          />
        )}
      </td>
      {byMonth && (
        <td className={cx("align-right muted", styles.lastYear)}>
          <Compared minor={line.lastYear} currency={currency} />
        </td>
      )}
      <td className={styles.trend}>
        {values && <SparkBars label={describeYear(line.name, values, currency)} values={values} />}
      </td>
      <td className={cx("align-right tabular muted", styles.count)}>{formatCount(line.count)}</td>
    </tr>
  );
}

export function MerchantLine({ line, page, same }: Props<"merchant">) {
  const { merchant, level, color, isOpen, key, categoryId } = line;
  return (
    <tr {...same}>
      <th scope="row">
        <span className={tableStyles.nameLine} style={{ paddingLeft: level * INDENT }}>
          <Twist label={`${merchant.merchant}, rows`} isOpen={isOpen} onToggle={() => page.toggle(key)} />
          <span className="truncate">{merchant.merchant}</span>
        </span>
      </th>
      <td className={styles.shareColumn}>
        <ShareBar share={merchant.total_minor / largestOf(page)} color={color} isFaint />
      </td>
      <td className="align-right secondary">
        <RowsLink
          page={page}
          where={{ ...rowsOfCategory(categoryId), merchant_key: merchant.merchant_key }}
          minor={merchant.total_minor}
          about={merchant.merchant}
        />
      </td>
      <td className={styles.usual} />
      <td />
      {page.period.kind === "month" && <td className={styles.lastYear} />}
      <td className={styles.trend} />
      <td className={cx("align-right tabular muted", styles.count)}>{formatCount(merchant.count)}</td>
    </tr>
  );
}

export function WordsLine({ line, same }: Omit<Props<"words">, "page">) {
  return (
    <tr {...same}>
      <th scope="row">
        <span className={cx(tableStyles.nameLine, "muted")} style={{ paddingLeft: line.level * INDENT }}>
          <span className={tableStyles.indent} />
          {line.words}
        </span>
      </th>
    </tr>
  );
}

/** An earlier amount, or a dash when there is none to compare with. */
export function Compared({ minor, currency }: { minor: number | null; currency: string }) {
  return minor === null ? <NothingToCompare /> : <Amount minor={minor} currency={currency} />;
}

export function NothingToCompare() {
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">nothing to compare with</span>
    </span>
  );
}

/** A number that leads to its rows. */
function RowsLink({
  page,
  where,
  minor,
  about,
}: {
  page: SpendingPageState;
  where: Params;
  minor: number;
  about: string;
}) {
  const query = toQuery({ ...where, ...page.days, account_id: page.account });
  return (
    <Link className={tableStyles.amountLink} to={`/data?${query}`}>
      <span className="visually-hidden">Transactions in {about}: </span>
      <Amount minor={minor} currency={page.currency} />
    </Link>
  );
}

function Back({ line, currency }: { line: SpendLine; currency: string }) {
  return (
    <span className={cx("small muted nowrap", styles.hideOnTablet)}>
      after <Amount minor={-line.refunds} currency={currency} /> back
    </span>
  );
}

function largestOf(page: SpendingPageState): number {
  return Math.max(1, ...page.lines.map((line) => line.total));
}

function describeYear(name: string, values: readonly number[], currency: string): string {
  return `${name}, ${values.length} months: ${values.map((value) => formatFlow(value, currency)).join(", ")}`;
}
