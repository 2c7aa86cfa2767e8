import { ArrowUp, CircleAlert, Sparkles, Square, Trash2, User } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { Link } from "react-router";
import { formatMoment } from "@/kit/dates";
import type { Figure } from "@/kit/figure";
import { Button, classOf, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { SectionHeader } from "@/ui/section-header";
import { EmptyState } from "@/ui/states";
import styles from "../insights.module.css";
import { formatCost } from "../model";
import type { Analysis, AnalysisMessage, Writing } from "../queries";
import { Prose } from "./prose";

interface Props {
  analysis: Analysis | undefined;
  /** The figures of now, for a text that is being written. */
  figures: ReadonlyMap<string, Figure>;
  writing: Writing | null;
  trouble: string | null;
  /** Why AI cannot be asked. */
  problem: string | null;
  onAsk: (question: string) => void;
  onStop: () => void;
  onRemove: (id: number) => void;
}

/** What AI wrote about the figures, what was asked about it, and what left the computer for that. */
export function AnalysisPanel(props: Props) {
  const { analysis, figures, writing, trouble, problem, onStop, onRemove } = props;
  const kept = useMemo(() => {
    const all = new Map<string, Figure>(figures);
    for (const figure of analysis?.figures ?? []) all.set(figure.id, figure);
    return all;
  }, [analysis, figures]);
  return (
    <section className={styles.panel} aria-labelledby="h-analysis">
      <SectionHeader
        title="Analysis"
        id="h-analysis"
        end={
          analysis && (
            <IconButton
              small
              icon={Trash2}
              label="Remove this analysis"
              onClick={() => onRemove(analysis.id)}
            />
          )
        }
      >
        {analysis && <span className="small muted">{formatMoment(analysis.created_at)}</span>}
      </SectionHeader>
      {!analysis && !writing && <Nothing problem={problem} />}
      {analysis?.messages.map((message) => (
        <Message key={message.id} message={message} figures={kept} />
      ))}
      {writing && (
        <div aria-busy="true">
          {writing.question && !isKept(analysis, writing.question) && <Question text={writing.question} />}
          <p className={styles.by}>
            <Icon of={Sparkles} small /> AI, writing
          </p>
          <Prose text={writing.text} figures={kept} />
          <Button icon={Square} keys="Escape" small onClick={onStop}>
            Stop
          </Button>
        </div>
      )}
      {trouble && !writing && (
        <Notice icon={CircleAlert} kind="bad">
          {trouble}
        </Notice>
      )}
      {analysis && !writing && !problem && <Ask onAsk={props.onAsk} />}
      {analysis && (
        <p className={styles.fine}>
          Numbers on grey are put in by the app from its figures. The model wrote only the words between.
        </p>
      )}
    </section>
  );
}

/** The question stands in the kept messages already once the answer begins. */
function isKept(analysis: Analysis | undefined, question: string): boolean {
  return analysis?.messages.at(-1)?.content === question;
}

function Nothing({ problem }: { problem: string | null }) {
  return (
    <EmptyState
      icon={Sparkles}
      title="Figures need no AI"
      act={
        problem && (
          <Link className={classOf("default")} to="/categoriser">
            Set up AI
          </Link>
        )
      }
    >
      {problem ??
        "Press Analyse to have them put into words. Only figures, category and merchant names are sent."}
    </EmptyState>
  );
}

function Message({ message, figures }: { message: AnalysisMessage; figures: ReadonlyMap<string, Figure> }) {
  if (message.role === "user") return <Question text={message.content} />;
  const { receipt, trouble } = message;
  return (
    <div>
      <Prose text={message.content} figures={figures} />
      {trouble && (
        <Notice icon={CircleAlert} kind="warn">
          {trouble}
        </Notice>
      )}
      {receipt && (
        <p className={styles.fine}>
          {receipt.model} at {receipt.host}, {receipt.input_tokens} tokens in, {receipt.output_tokens} out,{" "}
          {formatCost(receipt.cost_micro_usd)}.{" "}
          <Link className="link" to="/categoriser">
            What was sent
          </Link>
        </p>
      )}
    </div>
  );
}

function Question({ text }: { text: string }) {
  return (
    <div className={styles.question}>
      <p className={styles.by}>
        <Icon of={User} small /> You
      </p>
      <p className="medium">{text}</p>
    </div>
  );
}

function Ask({ onAsk }: { onAsk: (question: string) => void }) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    onAsk(text.trim());
    setText("");
  };
  return (
    <form className={styles.ask} onSubmit={submit}>
      <input
        type="text"
        aria-label="Ask about these figures"
        placeholder="Ask about these figures"
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <IconButton icon={ArrowUp} small label="Ask" type="submit" disabled={!text.trim()} />
    </form>
  );
}
