import { ToggleLeft, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { dayOf, formatDay } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { EmptyState } from "@/ui/states";
import { Switch } from "@/ui/switch";
import type { Profile } from "../model";
import styles from "../profile.module.css";
import { useConsent, useErase } from "../queries";

/** The switch: off until it is turned on, off at once, with the choice to erase what was computed. */
export function ConsentSection({ profile: { consent } }: { profile: Profile }) {
  const choose = useConsent();
  const erase = useErase();
  const label = useId();
  const [isAsking, setIsAsking] = useState(false);
  const { stored } = consent;
  const hasData = stored.signals + stored.days + stored.responses > 0;
  const eraseAll = () => {
    if (consent.is_on) choose.mutate({ is_on: false, erase: true }, { onSettled: () => setIsAsking(false) });
    else erase.mutate(undefined, { onSettled: () => setIsAsking(false) });
  };
  const isBusy = choose.isPending || erase.isPending;
  return (
    <>
      {consent.is_on ? (
        <section className={styles.consent} aria-labelledby={label}>
          <div className="grow">
            <div className="inline-row">
              <h2 id={label}>Profile is on</h2>
              <span className="small muted">since {consent.since && formatDay(dayOf(consent.since))}</span>
            </div>
            <p className={styles.about}>
              Your transactions are measured in four ways to choose what to show you here. Nobody else sees
              it, and no other page changes by it.
            </p>
          </div>
          <div className={styles.consentActs}>
            <span className="medium" id={`${label}-on`}>
              On
            </span>
            <Switch
              isOn
              aria-label="Profile on"
              disabled={isBusy}
              onChange={() => choose.mutate({ is_on: false, erase: false })}
            />
            <Button kind="danger" icon={Trash2} disabled={isBusy} onClick={() => setIsAsking(true)}>
              Turn off and erase
            </Button>
          </div>
        </section>
      ) : hasData ? (
        <section className={styles.consent} aria-labelledby={label}>
          <div className="grow">
            <h2 id={label}>Profile is off{consent.since && ` since ${formatDay(dayOf(consent.since))}`}</h2>
            <p className={styles.about}>
              {count(stored.signals, "signal")} of {count(stored.days, "day")} are kept and not shown.
              {consent.erase_on && ` They will be erased on ${formatDay(consent.erase_on)}.`}
            </p>
          </div>
          <div className={styles.consentActs}>
            <Button disabled={isBusy} onClick={() => choose.mutate({ is_on: true, erase: false })}>
              Turn on
            </Button>
            <Button kind="danger" icon={Trash2} disabled={isBusy} onClick={() => setIsAsking(true)}>
              Erase now
            </Button>
          </div>
        </section>
      ) : (
        <EmptyState
          icon={ToggleLeft}
          title="Profile is off"
          act={
            <Button
              kind="primary"
              disabled={isBusy}
              onClick={() => choose.mutate({ is_on: true, erase: false })}
            >
              Turn on
            </Button>
          }
        >
          Nothing is computed. If you turn it on, four kinds of signals are read here, by this app only, and
          you can erase them at any time.
        </EmptyState>
      )}
      <Confirm
        title={`Erase ${count(stored.signals, "stored signal")} and ${count(stored.days, "profile day")}?`}
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        verb="Erase all"
        refusal="Keep"
        onConfirm={eraseAll}
        isBusy={isBusy}
        isDanger
      >
        Transactions stay. Your feedback on {count(stored.responses, "item")} goes too. It can’t be undone;
        how much was erased is kept in the consent log.
      </Confirm>
    </>
  );
}
