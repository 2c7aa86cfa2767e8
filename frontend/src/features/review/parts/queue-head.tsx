import { count } from "@/kit/words";
import { Checkbox } from "@/ui/checkbox";
import { HeadCell } from "@/ui/row-list";
import type { PicksApi } from "@/ui/use-picks";

interface Props {
  withDay: boolean;
  picks: PicksApi<number>;
  shown: number;
}

export function QueueHead({ withDay, picks, shown }: Props) {
  const isAll = picks.selected.size === shown;
  return (
    <>
      <HeadCell className="k">
        <Checkbox
          label={`Select the ${count(shown, "transaction")} loaded so far`}
          checked={isAll}
          isPartly={picks.selected.size > 0 && !isAll}
          onChange={() => (isAll ? picks.clear() : picks.selectAll())}
        />
      </HeadCell>
      {withDay && <HeadCell>Date</HeadCell>}
      <HeadCell>{withDay ? "Description" : "Merchant and description"}</HeadCell>
      <HeadCell className="ac">Account</HeadCell>
      <HeadCell className="am r">Amount</HeadCell>
      <HeadCell>Category</HeadCell>
      <HeadCell>Decided by</HeadCell>
      <HeadCell className="go">
        <span className="sr">Action</span>
      </HeadCell>
    </>
  );
}
