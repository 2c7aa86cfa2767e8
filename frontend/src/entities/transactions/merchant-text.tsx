import type { Transaction } from "@/api/types";
import { bankTextOf, nameOf } from "./names";

type Shown = Pick<Transaction, "merchant_name" | "description">;

/** Who it was, and beside it, lighter, what the bank wrote. The bank's text is cut first. */
export function MerchantText({ row, isKnown = true }: { row: Shown; isKnown?: boolean }) {
  const bankText = bankTextOf(row);
  return (
    <span className="mer">
      <span className={isKnown ? "m" : "m ink2"}>{nameOf(row)}</span>
      {bankText && <span className="raw">{bankText}</span>}
    </span>
  );
}
