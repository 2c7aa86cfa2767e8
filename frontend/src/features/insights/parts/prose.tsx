import { CircleHelp } from "lucide-react";
import { cx } from "@/kit/cx";
import { type Figure, formatValue } from "@/kit/figure";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import styles from "../insights.module.css";
import { type Piece, readProse } from "../model";

/** A text of AI: its numbers come from figures, and one that no figure says is marked. */
export function Prose({ text, figures }: { text: string; figures: ReadonlyMap<string, Figure> }) {
  const blocks = readProse(text, figures);
  return (
    <div className={styles.prose}>
      {blocks.map(({ kind, pieces }, at) => {
        const content = pieces.map((piece, place) => <PieceView key={place} piece={piece} />);
        const unsourced = pieces.some((piece) => piece.kind === "unsourced");
        return (
          <div key={at} className={cx(kind === "item" && styles.item)}>
            {kind === "heading" ? <h3>{content}</h3> : <p>{content}</p>}
            {unsourced && (
              <p className={styles.unsourcedNote}>
                <Icon of={CircleHelp} small /> no figure says this
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

const TEXT_CLASSES = { text: undefined, bold: "medium", unsourced: styles.unsourced } as const;

function PieceView({ piece }: { piece: Piece }) {
  if (piece.kind !== "figure") return <span className={TEXT_CLASSES[piece.kind]}>{piece.text}</span>;
  const { figure, number } = piece;
  return (
    <ExplainFigure figure={figure} className={styles.cite}>
      {figure.value === null ? "no value" : formatValue(figure.value, figure.unit)}
      <span className={styles.citeNumber} data-number={number} aria-hidden="true" />
    </ExplainFigure>
  );
}
