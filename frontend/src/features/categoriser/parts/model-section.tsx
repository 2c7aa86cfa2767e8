import { useQueryClient } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { sentenceFor } from "@/api/errors";
import type { LocalModelState, ModelQuality } from "@/api/types";
import { useSaveSettings } from "@/entities/settings/queries";
import { cx } from "@/kit/cx";
import { formatMoment } from "@/kit/dates";
import { formatCount } from "@/kit/words";
import { TierBadge } from "@/ui/marks";
import { Segmented } from "@/ui/segmented";
import { EmptyState } from "@/ui/states";
import { toastFailure } from "@/ui/toast";
import styles from "../categoriser.module.css";
import { cutOffWords, formatShare } from "../record";
import measures from "./measures.module.css";
import recordStyles from "./record.module.css";

const MODES = [
  { value: "off", label: "Off" },
  { value: "suggest", label: "Suggest" },
  { value: "confirm", label: "File alone" },
] as const;

const ABOUT: Record<LocalModelState["mode"], string> = {
  off: "It learns nothing and suggests nothing.",
  suggest: "It suggests; you confirm in Review.",
  confirm:
    "Above the cut-off it files without asking. It stops by itself where your past does not support one.",
};

/** Whether the local model knows how sure it is, and what it may do. */
export function ModelSection({ model }: { model: LocalModelState }) {
  const { quality } = model;
  return (
    <div className={styles.halves}>
      <section className={styles.section} aria-labelledby="h-sure">
        <div className={styles.heading}>
          <h2 id="h-sure">Does it know how sure it is</h2>
          <TierBadge tier="model" />
        </div>
        {quality && quality.judged > 0 ? <Calibration quality={quality} /> : <TooLittle model={model} />}
      </section>
      <section className={styles.section} aria-labelledby="h-local">
        <div className={styles.heading}>
          <h2 id="h-local">Local model</h2>
          {model.trained_at && (
            <span className="muted">
              learned {formatMoment(model.trained_at)} from {formatCount(model.examples)} decisions
            </span>
          )}
        </div>
        <Mode mode={model.mode} />
        {quality && quality.judged > 0 && <CutOffs quality={quality} />}
      </section>
    </div>
  );
}

function Mode({ mode }: { mode: LocalModelState["mode"] }) {
  const save = useSaveSettings();
  const client = useQueryClient();
  return (
    <div className={styles.setting}>
      <span className="medium">What it may do</span>
      <Segmented
        label="What the local model may do"
        value={mode}
        segments={MODES}
        onChange={(value) =>
          save.mutate(
            { local_model: value },
            {
              onSuccess: () => void client.invalidateQueries({ queryKey: ["categoriser"] }),
              onError: (error) => toastFailure(sentenceFor(error)),
            },
          )
        }
      />
      <p className={styles.note}>{ABOUT[mode]} Nothing of it leaves this computer.</p>
    </div>
  );
}

function TooLittle({ model }: { model: LocalModelState }) {
  if (model.mode === "off")
    return (
      <EmptyState icon={Gauge} title="Switched off">
        Switch it on to see what it would suggest.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Gauge}
      title={`${formatCount(model.decisions)} of ${formatCount(model.needed)} decided`}
    >
      {model.decisions < model.needed
        ? "The model learns once you have confirmed a few transactions in at least two categories."
        : "It learns within some seconds of a decision, as soon as two categories are used."}
    </EmptyState>
  );
}

function Calibration({ quality }: { quality: ModelQuality }) {
  return (
    <>
      <p className={styles.note}>
        Your past, replayed: each transaction predicted from what you had decided before it.
      </p>
      <table className={measures.months}>
        <caption className="visually-hidden">What the model said and how often it was right</caption>
        <thead>
          <tr>
            <th scope="col">Said</th>
            <th scope="col" className={recordStyles.dots}>
              <span className="visually-hidden">Said against right</span>
            </th>
            <th scope="col" className={measures.number}>
              Right
            </th>
            <th scope="col" className={measures.number}>
              Of
            </th>
          </tr>
        </thead>
        <tbody>
          {quality.bands.map((band) => (
            <tr key={band.from}>
              <th scope="row">{formatShare(band.said)}</th>
              <td className={recordStyles.dots}>
                <span className={recordStyles.track} aria-hidden="true">
                  <i className={recordStyles.said} style={{ left: `${band.said * 100}%` }} />
                  <i
                    className={recordStyles.right}
                    style={{ left: `${(band.right / band.judged) * 100}%` }}
                  />
                </span>
              </td>
              <td className={measures.number}>{formatShare(band.right / band.judged)}</td>
              <td className={measures.number}>{formatCount(band.judged)}</td>
            </tr>
          ))}
          <tr className={recordStyles.all}>
            <th scope="row">All</th>
            <td className={recordStyles.dots} />
            <td className={measures.number}>{formatShare(quality.right / quality.judged)}</td>
            <td className={measures.number}>{formatCount(quality.judged)}</td>
          </tr>
        </tbody>
      </table>
      <p className={recordStyles.legend}>
        <i className={recordStyles.said} /> it said
        <i className={recordStyles.right} /> was right
      </p>
    </>
  );
}

function CutOffs({ quality }: { quality: ModelQuality }) {
  return (
    <>
      <p className={styles.note}>{cutOffWords(quality)}</p>
      <table className={measures.months}>
        <caption className="visually-hidden">What each cut-off would have filed</caption>
        <thead>
          <tr>
            <th scope="col">Cut-off</th>
            <th scope="col" className={measures.number}>
              Files
            </th>
            <th scope="col" className={measures.number}>
              Wrong
            </th>
            <th scope="col" className={measures.number}>
              Right
            </th>
            <th scope="col" className={measures.number}>
              At least
            </th>
          </tr>
        </thead>
        <tbody>
          {quality.cut_offs.map((cut) => {
            const isChosen = cut.at === quality.cut_off;
            return (
              <tr
                key={cut.at}
                className={cx(isChosen && recordStyles.chosen)}
                aria-current={isChosen || undefined}
              >
                <th scope="row">
                  {formatShare(cut.at)}
                  {isChosen && <span className="muted"> chosen</span>}
                </th>
                <td className={measures.number}>{formatCount(cut.above)}</td>
                <td className={measures.number}>{formatCount(cut.above - cut.right)}</td>
                <td className={measures.number}>
                  {formatShare(cut.above > 0 ? cut.right / cut.above : null)}
                </td>
                <td className={measures.number}>{formatShare(cut.at_least)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
