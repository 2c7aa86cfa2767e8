import { ChevronRight } from "lucide-react";
import type { CSSProperties } from "react";
import { Link } from "react-router";
import { toQuery } from "@/api/client";
import { rowsOfParent } from "@/entities/transactions/counted";
import { lastDayOf } from "@/kit/dates";
import { Amount, Net } from "@/ui/amount";
import { Icon } from "@/ui/icon";
import { CategoryDot, cssColor } from "@/ui/marks";
import type { Today } from "../model";

/** Where most of it went, each beside what a whole month usually takes. */
export function TopCategories({ today }: { today: Today }) {
  const { top_categories: top, currency, month } = today;
  if (!top.length) return null;
  const longest = Math.max(1, ...top.map((one) => Math.max(one.total_minor, one.usual_minor ?? 0)));
  const days = { start_date: `${month}-01`, end_date: lastDayOf(month) };
  return (
    <section aria-labelledby="h-top">
      <div className="sec-h">
        <h2 id="h-top">Where it went</h2>
        <span className="end key">
          <span className="tick" />a usual month
        </span>
      </div>
      <ul className="tops">
        {top.map((one) => (
          <li key={one.category_id}>
            <span className="hstack">
              <CategoryDot color={one.color} />
              <span className="trunc">{one.display_name}</span>
            </span>
            <span className="top-bar" aria-hidden="true">
              <span
                style={
                  {
                    width: `${(Math.max(0, one.total_minor) / longest) * 100}%`,
                    "--dot": one.color ? cssColor(one.color) : "var(--color-muted-fill)",
                  } as CSSProperties
                }
              />
              {one.usual_minor !== null && <i style={{ left: `${(one.usual_minor / longest) * 100}%` }} />}
            </span>
            <Link className="amt r" to={`/data?${toQuery({ ...rowsOfParent(one.category_id), ...days })}`}>
              <span className="sr">Transactions in {one.display_name}: </span>
              <Net minor={one.total_minor} currency={currency} />
            </Link>
            <span className="small ink3 r us">
              {one.usual_minor !== null && (
                <>
                  usually <Amount minor={one.usual_minor} currency={currency} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Link className="linkbtn" to={`/spending?month=${month}`}>
        All spending <Icon of={ChevronRight} small />
      </Link>
    </section>
  );
}
