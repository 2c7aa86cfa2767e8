import { TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { classOf } from "@/ui/button";
import { Notice } from "@/ui/notice";
import styles from "./bank.module.css";
import { healthWords } from "./health";
import { useConnections } from "./queries";

/** What needs the person at their banks, each with the button that leads there. Nothing is shown if nothing does. */
export function BankNotices({ of: isShown = () => true }: { of?: (health: string) => boolean }) {
  const { data = [] } = useConnections();
  const waiting = data
    .filter((connection) => isShown(connection.health))
    .map((connection) => ({ connection, words: healthWords(connection) }))
    .filter(({ words }) => words.tone === "needs_you");
  if (!waiting.length) return null;
  return (
    <div className={styles.notices}>
      {waiting.map(({ connection, words }) => (
        <Notice
          key={connection.id}
          icon={TriangleAlert}
          kind="warn"
          act={
            words.act && (
              <Link className={classOf("default", true, styles.link)} to={words.act.to}>
                {words.act.label}
                <span className="visually-hidden">: {connection.name}</span>
              </Link>
            )
          }
        >
          <b className="medium">{connection.name}</b>: {words.title}
          {words.detail && `. ${words.detail}.`}
        </Notice>
      ))}
    </div>
  );
}
