import { ArrowLeft, Circle, CircleDashed, Copy, X } from "lucide-react";
import { createContext, type KeyboardEvent, type ReactNode, useContext, useState } from "react";
import { Link } from "react-router";
import { sentenceFor } from "@/api/errors";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import {
  changeOf,
  completenessWords,
  type Figure as FigureData,
  type FigureTerm,
  figureAsText,
  formatValue,
  termParts,
} from "@/kit/figure";
import { Figure } from "./amount";
import { Button, IconButton } from "./button";
import styles from "./explain-figure.module.css";
import { Icon } from "./icon";
import { Popover, PopoverClose } from "./popover";

const SHOWN_CHANGES = 6;

interface Props {
  figure: FigureData;
  /** How the figure looks where it stands; its value when left out. */
  children?: ReactNode;
  /** What can be done about what is missing: "Get rates", "Import". */
  action?: ReactNode;
  className?: string;
}

/** A figure that opens its terms by a click, by Enter, or by `=` while it has the focus. */
export function ExplainFigure({ figure, children, action, className }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const value = valueWords(figure);
  const isPart = figure.value === null && figure.known_value !== null;
  const spoken = isPart ? `No value, ${value}` : value;
  const open = (event: KeyboardEvent) => {
    if (event.key !== "=") return;
    event.preventDefault();
    setIsOpen(true);
  };
  return (
    <Popover
      label={`${figure.label} explained`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      className={styles.panel}
      trigger={
        <button
          type="button"
          className={cx(styles.figure, className)}
          data-figure={figure.id}
          aria-label={`${figure.label}, ${spoken}, explain`}
          onKeyDown={open}
        >
          {children ?? value}
        </button>
      }
    >
      <Explanation figure={figure} action={action} />
    </Popover>
  );
}

type FigureSource = (id: string) => Promise<FigureData | null>;

const FigureSourceContext = createContext<FigureSource | null>(null);

/** Lets the figures inside open the figures that their terms name. */
export const FigureSourceProvider = FigureSourceContext.Provider;

/** Opens the terms of a figure that is on the page. */
export function explainFigure(id: string): void {
  document.querySelector<HTMLElement>(`[data-figure="${CSS.escape(id)}"]`)?.click();
}

function Explanation({ figure: first, action }: { figure: FigureData; action?: ReactNode }) {
  const source = useContext(FigureSourceContext);
  const [opened, setOpened] = useState<readonly FigureData[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const figure = opened[opened.length - 1] ?? first;
  async function openTerm(id: string) {
    setFailed(null);
    try {
      const found = await source?.(id);
      if (found) setOpened([...opened, found]);
    } catch (error) {
      setFailed(sentenceFor(error));
    }
  }
  const { label, period, as_of, terms, excluded, unit } = figure;
  const days = period ? `${formatDay(period.start)} to ${formatDay(period.end)}` : formatDay(as_of);
  const completeness = completenessWords(figure);
  const isIncomplete = figure.completeness.missing.length > 0;
  const copy = () => navigator.clipboard?.writeText(figureAsText(figure));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "c" && !event.ctrlKey && !event.metaKey) copy();
  };
  return (
    <div role="group" aria-label={`${label} explained`} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        {opened.length > 0 && (
          <IconButton
            small
            icon={ArrowLeft}
            label={`Back to ${(opened[opened.length - 2] ?? first).label}`}
            onClick={() => setOpened(opened.slice(0, -1))}
          />
        )}
        <h3>{label}</h3>
        <PopoverClose asChild>
          <IconButton small icon={X} label="Close" />
        </PopoverClose>
        <p className={styles.value}>
          <BigValue figure={figure} />
          <span className="small muted tabular">{days}</span>
        </p>
      </header>
      {terms.length > 0 && (
        <section className={styles.section}>
          <h4>Terms</h4>
          <table className={styles.terms}>
            <caption className="visually-hidden">Terms of {label}</caption>
            <tbody>
              {terms.map((term, at) => (
                <TermRow
                  key={`${figure.id} ${at}`}
                  term={term}
                  isFirst={at === 0}
                  unit={unit}
                  onOpen={source && term.figure_id ? openTerm : undefined}
                />
              ))}
              <ResultRow figure={figure} />
            </tbody>
          </table>
        </section>
      )}
      {excluded.length > 0 && (
        <section className={styles.section}>
          <h4>Left out</h4>
          <table className={styles.terms}>
            <caption className="visually-hidden">What {label} leaves out</caption>
            <tbody>
              {excluded.map(({ reason, count, value_minor }) => (
                <tr key={reason}>
                  <td />
                  <th scope="row">{reason}</th>
                  <td className={styles.count}>{count}</td>
                  <td className={styles.amount}>
                    {value_minor === null ? "" : formatValue(value_minor, unit)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Since figure={figure} />
      {failed && (
        <p className={styles.section} role="alert">
          {failed}
        </p>
      )}
      <footer className={styles.footer}>
        {completeness && (
          <span className={cx("inline-row grow", isIncomplete ? "warning-text" : styles.complete)}>
            <Icon of={isIncomplete ? CircleDashed : Circle} small />
            {completeness}
          </span>
        )}
        {action}
        <Button kind="ghost" small icon={Copy} keys="c" onClick={copy}>
          Copy
        </Button>
      </footer>
    </div>
  );
}

function BigValue({ figure: { value, unit } }: { figure: FigureData }) {
  if (value === null) return <span className={styles.none}>No value</span>;
  if (typeof value === "number" && /^[A-Z]{3}$/.test(unit)) return <Figure minor={value} currency={unit} />;
  return <span className={styles.big}>{formatValue(value, unit)}</span>;
}

/** What the figure was before, and which of its terms changed it. */
function Since({ figure }: { figure: FigureData }) {
  const { before, label, unit, as_of } = figure;
  const change = changeOf(figure);
  if (!before || change === null) return null;
  const signed = (value: FigureTerm["value"]) =>
    value === null ? "" : `${String(value).startsWith("-") ? "" : "+"}${formatValue(value, unit)}`;
  return (
    <section className={styles.section}>
      <h4 className={styles.since}>
        Since {formatDay(before.as_of, as_of)}
        <span>was {formatValue(before.value, unit)}</span>
      </h4>
      <table className={styles.terms}>
        <caption className="visually-hidden">
          What changed {label} since {formatDay(before.as_of, as_of)}
        </caption>
        <tbody>
          {before.changes.slice(0, SHOWN_CHANGES).map((term) => (
            <tr key={term.label}>
              <td className={styles.sign} />
              <th scope="row">{term.label}</th>
              <td className={styles.amount}>{signed(term.value)}</td>
            </tr>
          ))}
          {before.changes.length > SHOWN_CHANGES && (
            <tr>
              <td className={styles.sign} />
              <th scope="row">and {before.changes.length - SHOWN_CHANGES} smaller ones</th>
              <td />
            </tr>
          )}
          <tr className={styles.total}>
            <td className={styles.sign}>=</td>
            <th scope="row">
              {String(change) === "0" ? "The same" : String(change).startsWith("-") ? "Less" : "More"} than on{" "}
              {formatDay(before.as_of, as_of)}
            </th>
            <td className={styles.amount}>{signed(change)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

interface TermProps {
  term: FigureTerm;
  isFirst: boolean;
  unit: string;
  /** Opens the figure that explains the term. */
  onOpen?: (figureId: string) => void;
}

function TermRow({ term, isFirst, unit, onOpen }: TermProps) {
  const { figure_id: id } = term;
  const { sign, value } = termParts(term, isFirst, unit);
  const count = term.transaction_ids.length;
  return (
    <tr>
      <td className={styles.sign}>{sign}</td>
      <th scope="row">
        {onOpen && id ? (
          <button type="button" className={styles.open} onClick={() => onOpen(id)}>
            {term.label}
          </button>
        ) : (
          term.label
        )}
        {term.why && <span className={styles.why}>{term.why}</span>}
      </th>
      <td className={styles.count}>
        {term.query ? (
          <Link className="link" to={`/data?${term.query}`} aria-label={`Transactions of ${term.label}`}>
            {count || "Show"}
          </Link>
        ) : (
          count || ""
        )}
      </td>
      <td className={cx(styles.amount, term.value === null && "warning-text")}>{value}</td>
    </tr>
  );
}

/** The total, or what the known terms add up to while there is none. */
function ResultRow({ figure: { label, value, known_value, unit } }: { figure: FigureData }) {
  const shown = value ?? known_value;
  if (shown === null) return null;
  return (
    <tr className={styles.total}>
      <td className={styles.sign}>=</td>
      <th scope="row">{value === null ? "Known so far" : label}</th>
      <td />
      <td className={styles.amount}>{formatValue(shown, unit)}</td>
    </tr>
  );
}

function valueWords({ value, known_value, unit }: FigureData): string {
  if (value !== null) return formatValue(value, unit);
  return known_value === null ? "No value" : `${formatValue(known_value, unit)} of what is known`;
}
