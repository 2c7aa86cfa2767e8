import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import type { Desktop, DesktopPreference } from "@/entities/app/desktop";
import { cx } from "@/kit/cx";
import { FailedState, LoadingRows } from "@/ui/states";
import { Switch } from "@/ui/switch";
import { toastFailure } from "@/ui/toast";
import styles from "../settings.module.css";

interface Choice {
  name: DesktopPreference;
  label: string;
  help: string;
}

const CHOICES: readonly Choice[] = [
  {
    name: "startsAtLogin",
    label: "Start at login",
    help: "Starts in the tray without opening a window.",
  },
  {
    name: "watchesDownloads",
    label: "Watch the Downloads folder",
    help: "New statements are offered for import. Nothing is added automatically.",
  },
  {
    name: "looksForUpdates",
    label: "Check for updates",
    help: "You are asked before anything is downloaded or installed.",
  },
];

const KEY = ["desktop"];

/** What a person chooses for the desktop window itself. In a browser there is no such window, and nothing is shown. */
export function DesktopSection({ desktop }: { desktop: Desktop | undefined }) {
  return desktop ? <Choices desktop={desktop} /> : null;
}

function Choices({ desktop }: { desktop: Desktop }) {
  const client = useQueryClient();
  // The menu of the window changes them too; coming back to the window asks again.
  const kept = useQuery({ queryKey: KEY, queryFn: () => desktop.preferences(), staleTime: 0 });
  const keep = useMutation({
    mutationFn: ({ name, isOn }: { name: DesktopPreference; isOn: boolean }) =>
      desktop.setPreference(name, isOn),
    onSuccess: (now) => client.setQueryData(KEY, now),
    onError: () => toastFailure("The change could not be saved. The setting is unchanged."),
  });
  return (
    <section className={styles.group} aria-labelledby="h-desktop">
      <h2 id="h-desktop">This computer</h2>
      <p className="small secondary">Settings of the desktop app on this computer.</p>
      {kept.isError ? (
        <FailedState
          title="These settings could not be loaded"
          error={kept.error}
          onRetry={() => void kept.refetch()}
        />
      ) : !kept.data ? (
        <LoadingRows rows={2} label="Loading" />
      ) : (
        CHOICES.filter(({ name }) => kept.data[name] !== undefined).map((choice) => (
          <Row
            key={choice.name}
            choice={choice}
            isOn={kept.data[choice.name] ?? false}
            isBusy={keep.isPending}
            onChange={(isOn) => keep.mutate({ name: choice.name, isOn })}
          />
        ))
      )}
    </section>
  );
}

interface RowProps {
  choice: Choice;
  isOn: boolean;
  isBusy: boolean;
  onChange: (isOn: boolean) => void;
}

function Row({ choice: { label, help }, isOn, isBusy, onChange }: RowProps) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <div className={styles.about}>
        <label className="medium" htmlFor={id}>
          {label}
        </label>
        <p className="small muted" id={`${id}-help`}>
          {help}
        </p>
      </div>
      <div className={cx(styles.value, "inline-row")}>
        <Switch id={id} aria-describedby={`${id}-help`} isOn={isOn} disabled={isBusy} onChange={onChange} />
        <span className="secondary" aria-hidden="true">
          {isOn ? "On" : "Off"}
        </span>
      </div>
    </div>
  );
}
