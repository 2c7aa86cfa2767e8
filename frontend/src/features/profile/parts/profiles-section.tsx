import { Check, History } from "lucide-react";
import { useState } from "react";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { Button, LinkButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ConfidenceBars } from "@/ui/marks";
import { Pill } from "@/ui/pill";
import { SectionHeader } from "@/ui/section-header";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { changeWords, PERSONA_WORDS, type Profile, profileRows, WINDOW_WORDS, WINDOWS } from "../model";
import styles from "../profile.module.css";
import { useProfileHistory } from "../queries";

interface Props {
  profile: Profile;
  current: string | null;
  onWhy: (key: string) => void;
}

/** Every profile in both windows, also those that do not apply. */
export function ProfilesSection({ profile, current, onWhy }: Props) {
  const [isHistoryOpen, setIsHistoryOpen] = useState(false);
  const [change] = profile.changes;
  return (
    <section className={styles.section} aria-labelledby="h-profiles">
      <div className={styles.head}>
        <SectionHeader
          title="Profiles"
          id="h-profiles"
          end={
            <Button kind="ghost" small icon={History} onClick={() => setIsHistoryOpen(true)}>
              History
            </Button>
          }
        >
          <span className="muted hide-on-phone">what the signals add up to, the surest leads</span>
        </SectionHeader>
      </div>
      <table className={cx(tableStyles.table, styles.profiles)}>
        <caption className="visually-hidden">Profiles for both windows</caption>
        <thead>
          <tr>
            <th scope="col">Profile</th>
            {WINDOWS.map((window) => (
              <th key={window} scope="col" className={styles.applies}>
                {WINDOW_WORDS[window]}
              </th>
            ))}
            <th scope="col" className={styles.evidence}>
              Evidence
            </th>
            <th scope="col" className={styles.why}>
              <span className="visually-hidden">Why</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {profileRows(profile).map(({ persona, isPrimary, applied, evidence }) => (
            <tr key={persona} className={cx(current === persona && tableStyles.current)} data-row={persona}>
              <th scope="row">
                <span className="medium">{PERSONA_WORDS[persona]}</span>
                {isPrimary && <span className={styles.tag}>first</span>}
                <span className={styles.line2}>{evidence}</span>
              </th>
              {WINDOWS.map((window) => {
                const match = applied[window];
                return (
                  <td key={window} className={styles.applies}>
                    {match ? (
                      <span className={styles.match}>
                        <Pill icon={Check}>applies</Pill>
                        <ConfidenceBars share={Number(match.confidence)} />
                      </span>
                    ) : (
                      <span className="small muted">does not apply</span>
                    )}
                  </td>
                );
              })}
              <td className={cx(styles.evidence, "small secondary")} title={evidence}>
                {evidence}
              </td>
              <td className={styles.why}>
                <LinkButton aria-label={`Why ${PERSONA_WORDS[persona]}`} onClick={() => onWhy(persona)}>
                  Why
                </LinkButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {change && <p className={styles.note}>{changeWords(change, formatDay(change.on))}</p>}
      <Dialog title="History of profiles" isOpen={isHistoryOpen} onClose={() => setIsHistoryOpen(false)}>
        {isHistoryOpen && <Days />}
      </Dialog>
    </section>
  );
}

function Days() {
  const history = useProfileHistory();
  if (history.isPending) return <LoadingRows rows={3} label="Loading the history" />;
  if (history.isError)
    return (
      <FailedState title="The history could not be read" error={history.error} onRetry={history.refetch} />
    );
  return (
    <ul className={styles.days}>
      {history.data.map(({ on, profiles }) => (
        <li key={on}>
          <b className="medium">{formatDay(on)}</b>
          {WINDOWS.map((window) => (
            <span key={window} className="small secondary">
              {WINDOW_WORDS[window]}:{" "}
              {profiles
                .filter((each) => each.window === window)
                .map((each) => PERSONA_WORDS[each.persona])
                .join(", ") || "too short"}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
