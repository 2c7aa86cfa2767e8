import { CornerDownLeft, List, Search, Sparkles } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatValue } from "@/kit/figure";
import { count } from "@/kit/words";
import { Amount } from "@/ui/amount";
import { Button, classOf, IconButton } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import { FailedState } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../insights.module.css";
import { type Asked, useAsk } from "../queries";

const EXAMPLES = ["Largest payments this month", "How much on groceries this year?"];

/** A question in plain words: how it was read, as a search that can be changed, and its answer. */
export function AskSection({ isAiReady }: { isAiReady: boolean }) {
  const ask = useAsk();
  const [question, setQuestion] = useState("");
  const submit = (text: string) => {
    setQuestion(text);
    if (text.trim()) ask.mutate({ question: text.trim() });
  };
  return (
    <section aria-labelledby="h-ask" className={cx(styles.section, styles.padded)} id="ask">
      <SectionHeader title="Ask" id="h-ask">
        <span className="small muted">the answer is a search you can see and change</span>
      </SectionHeader>
      <form
        className={styles.ask}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit(question);
        }}
      >
        <Icon of={Search} small />
        <input
          type="text"
          aria-label="Your question"
          data-ask=""
          placeholder="How much did we spend on groceries this year?"
          maxLength={500}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <IconButton
          icon={CornerDownLeft}
          small
          label="Answer"
          type="submit"
          disabled={!question.trim() || ask.isPending}
        />
        {isAiReady && (
          <Button
            small
            icon={Sparkles}
            disabled={!question.trim() || ask.isPending}
            onClick={() => ask.mutate({ question: question.trim(), byModel: true })}
          >
            Ask AI
          </Button>
        )}
      </form>
      {ask.isError && <FailedState title="No answer" error={ask.error} onRetry={() => submit(question)} />}
      {ask.data ? (
        <Answer
          key={ask.data.search}
          asked={ask.data}
          onChange={(search, measure) => ask.mutate({ search, measure })}
        />
      ) : (
        <p className="inline-row">
          {EXAMPLES.map((example) => (
            <Button key={example} small onClick={() => submit(example)}>
              {example}
            </Button>
          ))}
        </p>
      )}
    </section>
  );
}

function Answer({
  asked,
  onChange,
}: {
  asked: Asked;
  onChange: (search: string, measure: Asked["measure"]) => void;
}) {
  const [search, setSearch] = useState(asked.search);
  const total = asked.count;
  return (
    <div className={styles.answer} aria-live="polite">
      <form
        className={styles.ask}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onChange(search, asked.measure);
        }}
      >
        <input
          type="text"
          aria-label="The search it was read as"
          className="tabular"
          placeholder="No search fits this question"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <IconButton icon={CornerDownLeft} small label="Search again" type="submit" />
      </form>
      {asked.trouble && <p className="small warning-text">{asked.trouble}</p>}
      {asked.read_by === "model" && (
        <p className="small muted">AI wrote this search; the figures and transactions are computed here.</p>
      )}
      {asked.unused.length > 0 && (
        <p className="small warning-text">
          {asked.unused.map((word) => `“${word}”`).join(", ")} not used: no category, account, tag or payee
          says it.
        </p>
      )}
      {asked.search && (
        <p className="inline-row">
          {asked.figures.map((figure) => (
            <ExplainFigure key={figure.id} figure={figure} className={styles.answerFigure}>
              {figure.value === null ? "No value" : formatValue(figure.value, figure.unit)}
            </ExplainFigure>
          ))}
          <span className="small muted">{count(total, "transaction")}</span>
          <span className="grow" />
          <Link className={classOf("default")} to={asked.link}>
            <Icon of={List} small /> Open as list
          </Link>
        </p>
      )}
      {asked.items.length > 0 && (
        <table className={cx(tableStyles.table, styles.rows)}>
          <caption className="visually-hidden">Transactions of the answer</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.found}>
                Day
              </th>
              <th scope="col">Description</th>
              <th scope="col" className={styles.because}>
                Category
              </th>
              <th scope="col" className={styles.value}>
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {asked.items.slice(0, 20).map((item) => (
              <tr key={item.id}>
                <td className="small muted tabular">{formatDay(item.on)}</td>
                <th scope="row" className="truncate">
                  {item.merchant_name || item.description}
                </th>
                <td className={styles.because}>{item.category_name}</td>
                <td className={styles.value}>
                  <Amount minor={item.amount_minor} currency={item.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
