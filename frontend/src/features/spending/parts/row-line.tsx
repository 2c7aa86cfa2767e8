import type { Category, Transaction } from "@/api/types";
import { CategoryName } from "@/entities/categories/category-name";
import { CategoryPicker } from "@/entities/categories/category-picker";
import { bankTextOf, nameOf } from "@/entities/transactions/names";
import { formatDay } from "@/kit/dates";
import { useMedia } from "@/kit/use-media";
import { Amount } from "@/ui/amount";
import type { OutlineLine } from "../outline";
import type { SpendingPageState } from "../use-spending-page";
import type { SameProps } from "./lines";

interface Props {
  line: Extract<OutlineLine, { kind: "row" }>;
  page: SpendingPageState;
  same: SameProps;
  isPicking: boolean;
  onPick: (row: Transaction, isOpen: boolean) => void;
  onChoose: (row: Transaction, category: Category) => void;
}

/** One transaction at the bottom of the drill-down; its category is changed right here. */
export function RowLine({ line: { row, level }, page, same, isPicking, onPick, onChoose }: Props) {
  const hasBar = useMedia("(min-width: 861px)");
  return (
    <tr {...same}>
      <th scope="row" colSpan={hasBar ? 2 : 1}>
        <span className="nmw row-cell" style={{ paddingLeft: level * 22 }}>
          <span className="num ink3 nowrap rd">{formatDay(row.on, page.asOf)}</span>
          <span className="trunc grow rt">{row.notes ?? bankTextOf(row) ?? nameOf(row)}</span>
          <CategoryPicker
            isOpen={isPicking}
            onOpenChange={(isOpen) => onPick(row, isOpen)}
            onChoose={(category) => onChoose(row, category)}
            align="end"
            anchor={
              <button
                type="button"
                className="cat"
                data-key="c"
                aria-haspopup="dialog"
                aria-expanded={isPicking}
                onClick={() => onPick(row, !isPicking)}
              >
                <span className="sr">Change category </span>
                <CategoryName
                  name={row.category_name ?? "No category"}
                  parent={null}
                  color={row.category_color}
                />
              </button>
            }
          />
        </span>
      </th>
      <td className="r ink2">
        <Amount minor={row.amount_minor} currency={row.currency} isTransfer={row.is_internal} />
      </td>
      <td className="us" />
      <td className="small ink3 r">{row.account_name}</td>
      {page.period.kind === "month" && <td className="ly" />}
      <td className="sp" />
      <td className="ct" />
    </tr>
  );
}
