import { useState } from "react";
import { formatNet } from "@/kit/money";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Select } from "@/ui/select";
import { everyWords, type Found, type Series } from "../model";
import styles from "../recurring.module.css";

interface Props {
  /** What is merged: a series, or a rhythm that was found. */
  what: Series | Found;
  into: readonly Series[];
  onMerge: (into: Series) => void;
  onClose: () => void;
}

/** Makes one series of two, so that the next payment is expected once. */
export function MergeDialog({ what, into, onMerge, onClose }: Props) {
  const possible = into.filter(
    (each) =>
      each.currency === what.currency &&
      each.is_money_in === what.is_money_in &&
      !("id" in what && each.id === what.id),
  );
  const [chosen, setChosen] = useState<string | null>(possible[0] ? String(possible[0].id) : null);
  const target = possible.find(({ id }) => String(id) === chosen);
  const both = (what.per_year_minor ?? 0) + (target?.per_year_minor ?? 0);
  return (
    <Dialog
      title={`Merge ${what.name}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep apart</Button>
          <Button
            kind="primary"
            disabled={!target}
            onClick={() => {
              if (target) onMerge(target);
              onClose();
            }}
          >
            Merge
          </Button>
        </>
      }
    >
      {possible.length === 0 ? (
        <p>There is no other series in {what.currency} that goes the same way.</p>
      ) : (
        <>
          <p>
            {what.name} becomes another name of the series below. Its payments move over, so that the next
            payment is expected once.
          </p>
          <Select
            label="Merge into"
            value={chosen}
            options={possible.map((each) => ({
              value: String(each.id),
              label: each.name,
              note: everyWords(each),
            }))}
            onChange={setChosen}
          />
          {target && (
            <dl className={styles.facts}>
              <dt>A year, if both count</dt>
              <dd className="tabular">{formatNet(both, what.currency)}</dd>
              <dt>A year, merged</dt>
              <dd className="tabular">{formatNet(target.per_year_minor ?? 0, what.currency)}</dd>
            </dl>
          )}
        </>
      )}
    </Dialog>
  );
}
