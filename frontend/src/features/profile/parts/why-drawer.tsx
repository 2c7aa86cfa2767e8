import { BookOpen, Gauge, TriangleAlert, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { formatDay } from "@/kit/dates";
import { type Figure, termParts } from "@/kit/figure";
import { count, formatPercent } from "@/kit/words";
import { Drawer } from "@/ui/drawer";
import { Icon, type LucideIcon } from "@/ui/icon";
import {
  type AppliedProfile,
  amountWords,
  currencyOf,
  type Definition,
  PERSONA_WORDS,
  type Persona,
  type Profile,
  type Signal,
  signalOf,
  signalWords,
  TAG_WORDS,
  thresholdWords,
  WINDOW_WORDS,
  WINDOWS,
} from "../model";
import styles from "../profile.module.css";

interface Props {
  profile: Profile;
  /** The key of a signal, a profile, or an item. */
  subject: string;
  onClose: () => void;
  acts: ReactNode;
}

/** The rule, its inputs, the transactions behind them, and what followed. */
export function WhyDrawer({ profile, subject, onClose, acts }: Props) {
  const definition = profile.definitions.find(({ key }) => key === subject);
  const item = profile.items.find(({ id }) => id === subject);
  return (
    <Drawer title="Why am I seeing this?" label="Why am I seeing this" onClose={onClose} acts={acts}>
      {definition ? (
        <SignalWhy profile={profile} definition={definition} />
      ) : item ? (
        <>
          <section>
            <p className="strong">{item.title}</p>
            <p className="small muted">{item.summary}</p>
          </section>
          <section>
            <h3>Chosen by</h3>
            <ul className={styles.steps}>
              {item.personas.map((persona) => (
                <Step key={persona} icon={UserRound} title={`Profile: ${PERSONA_WORDS[persona]}`} />
              ))}
              {item.tags.map((tag) => (
                <Step key={tag} icon={Gauge} title={TAG_WORDS[tag]} />
              ))}
            </ul>
            <p className="small muted">
              Its signals are those of the {WINDOW_WORDS[item.window]}. Items that match more of them come
              first.
            </p>
          </section>
        </>
      ) : (
        <ProfileWhy profile={profile} persona={subject as Persona} />
      )}
    </Drawer>
  );
}

function SignalWhy({ profile, definition }: { profile: Profile; definition: Definition }) {
  const { key, label } = definition;
  const measured = WINDOWS.map((window) => signalOf(profile, key, window)).filter(
    (each) => each !== undefined,
  );
  const followed = profile.profiles.filter(({ reasons }) => reasons.some(({ signal }) => signal === key));
  const items = profile.items.filter(({ because }) => because.includes(`{${key}}`));
  const threshold = thresholdWords(definition, currencyOf(profile));
  const parts = measured[0]?.parts ?? [];
  return (
    <>
      {measured.map((signal) => (
        <section key={signal.window}>
          <p className={styles.answer}>
            <span className="strong grow">{label}</span>
            <span className="strong tabular">{signalWords(signal.figure)}</span>
          </p>
          <p className="small muted">{periodWords(profile, signal)}</p>
          <TermTable figure={signal.figure} />
        </section>
      ))}
      {parts.length > 0 && (
        <section>
          <h3>Each card</h3>
          <ul className={styles.steps}>
            {parts.map((figure) => (
              <li key={figure.id} className={styles.answer}>
                <span className="grow">{figure.label}</span>
                <span className="tabular">{signalWords(figure)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>What follows</h3>
        <ol className={styles.steps}>
          <Step icon={Gauge} title={`Threshold: ${threshold}`}>
            {measured.map(metWords).join("; ")}.
          </Step>
          {followed.map((each) => (
            <Step key={`${each.persona} ${each.window}`} icon={UserRound} title={profileTitle(each)}>
              {reasonWords(each)}
            </Step>
          ))}
          {items.length > 0 && (
            <Step icon={BookOpen} title={`Shows ${count(items.length, "item")} to learn`}>
              {items.map(({ title }) => `“${title}”`).join(", ")}
            </Step>
          )}
        </ol>
      </section>
      <Incomplete signals={measured} />
      <section>
        <h3>Is it wrong?</h3>
        <p className="small secondary">
          Signals follow your transactions, their categories and what is entered for cards. Correct it there,
          then compute again.
        </p>
      </section>
    </>
  );
}

function ProfileWhy({ profile, persona }: { profile: Profile; persona: Persona }) {
  const mine = profile.profiles.filter((each) => each.persona === persona);
  if (mine.length === 0)
    return (
      <section>
        <p className="strong">{PERSONA_WORDS[persona]}</p>
        <p className="small secondary">Does not apply in either window: {RULES[persona]}</p>
      </section>
    );
  return (
    <>
      {mine.map((each) => (
        <section key={each.window}>
          <p className={styles.answer}>
            <span className="strong grow">{PERSONA_WORDS[persona]}</span>
            <span className="strong tabular">{formatPercent(Number(each.confidence))}</span>
          </p>
          <p className="small muted">
            {WINDOW_WORDS[each.window]}
            {each.is_primary && ", the surest profile"}
          </p>
          <ol className={styles.steps}>
            {each.reasons.map(({ signal, words, points }) => {
              const figure = signalOf(profile, signal, each.window)?.figure;
              return (
                <Step key={`${signal} ${words}`} icon={Gauge} title={words}>
                  {figure && figure.value !== null && `${figure.label}: ${amountWords(figure)}, `}
                  {Number(points) < 0 ? "−" : "+"}
                  {formatPercent(Math.abs(Number(points)))}
                </Step>
              );
            })}
          </ol>
        </section>
      ))}
      <section>
        <h3>The rule</h3>
        <p className="small secondary">{RULES[persona]}</p>
      </section>
    </>
  );
}

const RULES: Record<Persona, string> = {
  high_utilization:
    "It applies if half of all limits (or of one card) is used, if a card charged interest, if only the minimum was paid, or if a payment is overdue.",
  variable_income:
    "It applies if more than 45 days lie between pays and the everyday accounts last less than a month.",
  debt_consolidator:
    "It applies if 30 to 70 % of all limits is used, two cards or more have a balance, a card charged interest, and nothing is overdue.",
  subscription_heavy:
    "It applies from three subscriptions on, if they cost 50 a month or more, or a tenth of what was spent.",
  savings_builder:
    "It applies if savings grew by 2 % or 200 a month went into them, and less than 30 % of all limits is used.",
  balanced: "It applies when none of the others does.",
};

function TermTable({ figure }: { figure: Figure }) {
  if (figure.terms.length === 0) return null;
  return (
    <table className={styles.terms}>
      <caption className="visually-hidden">Terms of {figure.label}</caption>
      <tbody>
        {figure.terms.map((term, at) => {
          const { sign, value } = termParts(term, at === 0, figure.unit);
          return (
            <tr key={at}>
              <td>{sign}</td>
              <th scope="row">
                {term.query ? (
                  <Link className="link" to={`/data?${term.query}`}>
                    {term.label}
                  </Link>
                ) : (
                  term.label
                )}
                {term.transaction_ids.length > 0 && (
                  <span className="small muted"> {count(term.transaction_ids.length, "transaction")}</span>
                )}
              </th>
              <td className="tabular">{value}</td>
            </tr>
          );
        })}
        {figure.value !== null && (
          <tr className={styles.total}>
            <td>=</td>
            <th scope="row">{figure.label}</th>
            <td className="tabular">{signalWords(figure)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Incomplete({ signals }: { signals: readonly Signal[] }) {
  const missing = signals.flatMap(({ figure }) => figure.completeness.missing);
  const shown = [...new Map(missing.map((each) => [`${each.what} ${each.why}`, each])).values()];
  if (shown.length === 0) return null;
  return (
    <section>
      <h3>Not complete</h3>
      {shown.map(({ what, why }) => (
        <p key={`${what} ${why}`} className="small secondary">
          <span className="warning-text">
            <Icon of={TriangleAlert} small /> {what}
          </span>
          : {why}
        </p>
      ))}
    </section>
  );
}

function Step({ icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <li className={styles.step}>
      <Icon of={icon} small />
      <div>
        <p className="medium">{title}</p>
        {children && <p className="small secondary">{children}</p>}
      </div>
    </li>
  );
}

function periodWords(profile: Profile, { window }: Signal): string {
  const days = profile.windows.find((each) => each.window === window);
  const computed = profile.computed_on ? `, computed ${formatDay(profile.computed_on)}` : "";
  return `${WINDOW_WORDS[window]}${days ? `, ${formatDay(days.start)} to ${formatDay(days.end)}` : ""}${computed}`;
}

function metWords({ is_met, window }: Signal): string {
  const what = is_met === null ? "unknown" : is_met ? "met" : "not met";
  return `${WINDOW_WORDS[window]}: ${what}`;
}

function profileTitle({ persona, window, confidence }: AppliedProfile): string {
  return `Profile: ${PERSONA_WORDS[persona]}, ${WINDOW_WORDS[window]}, ${formatPercent(Number(confidence))}`;
}

function reasonWords({ reasons }: AppliedProfile): string {
  return reasons
    .map(
      ({ words, points }) =>
        `${formatPercent(Math.abs(Number(points)))}${Number(points) < 0 ? " less" : ""}: ${words}`,
    )
    .join("; ");
}
