import { Pencil, Plus, Trash2 } from "lucide-react";
import { sentenceFor } from "@/api/errors";
import type { ManualAsset, NetWorthItem } from "@/api/types";
import { useUndo } from "@/entities/changes/use-undo";
import { formatDay } from "@/kit/dates";
import { termParts } from "@/kit/figure";
import { Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import { Terms } from "@/ui/terms";
import { toastFailure } from "@/ui/toast";
import styles from "../net-worth.module.css";
import { useRemoveAsset, useRemoveValue } from "../queries";

interface Props {
  assets: readonly ManualAsset[];
  items: readonly NetWorthItem[];
  onEdit: (asset: ManualAsset) => void;
  onValue: (asset: ManualAsset) => void;
}

/** What is kept by hand: its values, and the rule by which it loses value. */
export function Things({ assets, items, onEdit, onValue }: Props) {
  return (
    <div className={styles.things}>
      {assets.map((asset) => (
        <Thing
          key={asset.id}
          asset={asset}
          item={items.find((item) => item.asset_id === asset.id)}
          onEdit={() => onEdit(asset)}
          onValue={() => onValue(asset)}
        />
      ))}
    </div>
  );
}

function Thing({
  asset,
  item,
  onEdit,
  onValue,
}: {
  asset: ManualAsset;
  item: NetWorthItem | undefined;
  onEdit: () => void;
  onValue: () => void;
}) {
  const removeAsset = useRemoveAsset();
  const undo = useUndo();
  const id = `thing-${asset.id}`;
  const remove = () =>
    removeAsset.mutate(asset.id, {
      onSuccess: ({ change_id }) => undo.done(`${asset.name} removed`, change_id),
      onError: (error) => toastFailure(sentenceFor(error)),
    });
  return (
    <section id={id} aria-labelledby={`${id}-name`}>
      <SectionHeader
        id={`${id}-name`}
        title={asset.name}
        end={
          <>
            <Button small icon={Plus} onClick={onValue}>
              New value<span className="visually-hidden"> of {asset.name}</span>
            </Button>
            <IconButton small icon={Pencil} label={`Edit ${asset.name}`} onClick={onEdit} />
            <IconButton small icon={Trash2} label={`Remove ${asset.name}`} onClick={remove} />
          </>
        }
      />
      <p className="small muted">{aboutWords(asset)}</p>
      <Values asset={asset} />
      {asset.depreciation !== "none" && item && <Rule item={item} />}
    </section>
  );
}

function Values({ asset }: { asset: ManualAsset }) {
  const removeValue = useRemoveValue();
  const undo = useUndo();
  return (
    <table className={styles.values}>
      <caption className="visually-hidden">Values of {asset.name}</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">From</th>
          <th scope="col" className={styles.amount}>
            {asset.ownership_percent === 100 ? "Value" : "Whole"}
          </th>
          <th>
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {asset.valuations.map(({ id, on, value_minor, origin }) => (
          <tr key={id}>
            <th scope="row" className="tabular">
              {formatDay(on)}
            </th>
            <td className="secondary">{origin}</td>
            <td className={styles.amount}>
              <Net minor={value_minor} currency={asset.currency} />
            </td>
            <td className={styles.act}>
              {asset.valuations.length > 1 && (
                <IconButton
                  small
                  icon={Trash2}
                  label={`Remove the value of ${formatDay(on)}`}
                  onClick={() =>
                    removeValue.mutate(id, {
                      onSuccess: ({ change_id }) => undo.done("Value removed", change_id),
                      onError: (error) => toastFailure(sentenceFor(error)),
                    })
                  }
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rule({ item: { figure, name } }: { item: NetWorthItem }) {
  const terms = figure.terms.map((term, at) => {
    const { sign, value } = termParts(term, at === 0, figure.unit);
    return { sign: sign as "" | "+" | "−", label: term.label, value };
  });
  return (
    <Terms
      caption={`How the value of ${name} is computed`}
      className={styles.rule}
      terms={[
        ...terms,
        {
          sign: "=",
          label: `Value on ${formatDay(figure.as_of)}`,
          value:
            typeof figure.value === "number" ? (
              <Net minor={figure.value} currency={figure.unit} />
            ) : (
              "no value"
            ),
        },
      ]}
    />
  );
}

const KINDS: Record<ManualAsset["kind"], string> = {
  home: "home",
  car: "car",
  other: "thing you own",
  debt: "debt",
};

function aboutWords(asset: ManualAsset): string {
  const parts = [KINDS[asset.kind]];
  if (asset.ownership_percent !== 100) parts.push(`${asset.ownership_percent}% share`);
  if (asset.depreciation === "percent") parts.push(`loses ${asset.depreciation_percent}% a year`);
  if (asset.depreciation === "straight_line") parts.push(`loses its value over ${asset.life_months} months`);
  if (asset.disposed_on) parts.push(`until ${formatDay(asset.disposed_on)}`);
  return parts.join(", ");
}
