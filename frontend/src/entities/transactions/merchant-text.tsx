import type { Transaction } from "@/api/types";
import { nameOf } from "./names";

type Shown = Pick<Transaction, "merchant_name" | "description" | "notes">;

/** Who it was, and beside it, lighter, what the bank wrote. The bank's text is cut first. */
export function MerchantText({ row, isKnown = true }: { row: Shown; isKnown?: boolean }) {
  const isNamed = row.merchant_name !== null;
  return (
    <span className="mer">
      <span className={isNamed || isKnown ? "m" : "m ink2"}>
        {isNamed || isKnown ? nameOf(row) : "Not recognised"}
      </span>
      {(isNamed || !isKnown) && <span className="raw">{row.description}</span>}
    </span>
  );
}
