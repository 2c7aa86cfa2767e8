import { Check, CircleDashed, Copy, ExternalLink, TriangleAlert } from "lucide-react";
import type { BankLink } from "@/api/types";
import { formatMoment } from "@/kit/dates";
import { Button, classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { toastNote } from "@/ui/toast";
import styles from "../connect.module.css";
import { eventWords, leftWords } from "../model";

interface Props {
  link: BankLink;
  onCancel: () => void;
  onStartAgain: () => void;
}

/** The second step: the person is on the bank's page in the browser; or came back without finishing. */
export function SignIn({ link, onCancel, onStartAgain }: Props) {
  if (link.status !== "waiting") return <Ended link={link} onCancel={onCancel} onStartAgain={onStartAgain} />;
  const events = eventWords(link.events);
  return (
    <>
      <h2>Sign in on the bank’s page</h2>
      <p className={styles.lead}>Your browser has opened it. Come back here when it says so.</p>
      <div className={styles.waiting}>
        <p className={styles.waitingHead} role="status">
          <span className={styles.pulse} aria-hidden="true" />
          <span className="medium grow">Waiting for your browser</span>
          <span className={styles.note}>good for {leftWords(link.seconds_left)}</span>
        </p>
        <ol className={styles.events}>
          {events.map(({ words, at }) => (
            <li key={words}>
              <Icon of={Check} />
              <span className="grow">{words}</span>
              <time className={styles.note} dateTime={at}>
                {at && formatMoment(at)}
              </time>
            </li>
          ))}
          <li className={styles.current}>
            <Icon of={CircleDashed} />
            <span className="grow">
              {link.is_repair ? "Your sign-in" : "Your sign-in and your choice of accounts"}
              <span className={styles.under}>
                Password and codes go to the bank only. They never pass through Budget App.
              </span>
            </span>
          </li>
        </ol>
      </div>
      <p className={styles.after}>
        Closed the page by mistake? Open it again; it goes on where it was. Nothing is stored until you finish
        there.
      </p>
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onCancel}>
          Cancel
        </Button>
        {link.url && (
          <>
            <Button kind="ghost" icon={Copy} onClick={() => void copy(link.url ?? "")}>
              Copy address
            </Button>
            <a className={classOf("default")} href={link.url} target="_blank" rel="noreferrer">
              <Icon of={ExternalLink} />
              Open again
            </a>
          </>
        )}
      </div>
    </>
  );
}

async function copy(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    toastNote("Address copied.");
  } catch {
    toastNote("The address could not be copied. Use Open again.");
  }
}

const TITLES: Readonly<Record<string, string>> = {
  cancelled: "The bank’s page was closed before the end",
  expired: "The bank’s page was open too long",
};

function Ended({ link, onCancel, onStartAgain }: Props) {
  return (
    <>
      <h2>{TITLES[link.status] ?? "The bank did not let you in"}</h2>
      <div className={styles.waitingEnd} role="alert">
        <Notice icon={TriangleAlert} kind="warn">
          {link.message ?? "Nothing was stored."}
        </Notice>
      </div>
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onCancel}>
          Close
        </Button>
        <Button kind="primary" onClick={onStartAgain}>
          Start again
        </Button>
      </div>
    </>
  );
}
