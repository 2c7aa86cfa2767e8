import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { CategoryName } from "@/entities/categories/category-name";
import { useCategoryMap } from "@/entities/categories/queries";
import { nameOf } from "@/entities/transactions/names";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Icon } from "@/ui/icon";
import { TierBadge } from "@/ui/marks";
import type { Today } from "../model";

/** The newest rows there are. */
export function Recent({ today }: { today: Today }) {
  const categories = useCategoryMap();
  if (!today.recent.length) return null;
  const isFromOtherYear = today.recent.some(({ on }) => on.slice(0, 4) !== today.as_of.slice(0, 4));
  return (
    <section aria-labelledby="h-recent">
      <div className="sec-h">
        <h2 id="h-recent">Recent transactions</h2>
      </div>
      <table className="tbl tn">
        <caption className="sr">Recent transactions</caption>
        <colgroup>
          <col className={cx("dd", isFromOtherYear && "with-year")} />
          <col />
          <col className="cc" />
          <col className="hx" />
          <col className="am" />
        </colgroup>
        <tbody>
          {today.recent.map((row) => {
            const key = row.category_short_desc ?? row.predicted_category_short_desc;
            return (
              <tr key={row.id}>
                <td className="num ink3 dd">{formatDay(row.on, today.as_of)}</td>
                <th scope="row">
                  <Link className="amt med" to={`/data?merchant_key=${encodeURIComponent(row.merchant_key)}`}>
                    {nameOf(row)}
                  </Link>
                </th>
                <td className="cc">
                  <span className="cat">
                    <CategoryName
                      name={row.category_name ?? row.predicted_category_name ?? "No category"}
                      parent={null}
                      color={row.category_color ?? row.predicted_category_color}
                      kind={categories.get(key ?? "")?.kind}
                    />
                  </span>
                </td>
                <td className="hx">
                  <TierBadge tier={row.categorization_tier} />
                </td>
                <td className="r">
                  <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Link className="linkbtn" to="/data">
        All transactions <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
