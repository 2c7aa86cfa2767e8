import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { Link } from "react-router";
import { get } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "../settings.module.css";
import listStyles from "./backups-panel.module.css";

type HealthCheck = components["schemas"]["HealthCheckOut"];

const SIGNS = {
  ok: { icon: CircleCheck, className: "muted", word: "Good" },
  advice: { icon: Info, className: "muted", word: "Advice" },
  problem: { icon: CircleAlert, className: "warning-text", word: "Problem" },
} as const;

/** What the app looks after, what needs attention first, each with the way to its fix. */
export function HealthSection() {
  const checks = useQuery({
    queryKey: ["health-checks"],
    queryFn: ({ signal }) => get<HealthCheck[]>("/api/health-checks", { signal }),
  });
  return (
    <section className={styles.group} aria-labelledby="h-health" id="health">
      <h2 id="h-health">Health</h2>
      {checks.isPending && <LoadingRows rows={4} label="Looking at your data" />}
      {checks.isError && (
        <FailedState title="Health could not be looked at" error={checks.error} onRetry={checks.refetch} />
      )}
      {checks.data && (
        <ul className={listStyles.list}>
          {checks.data.map((check) => {
            const { icon, className, word } = SIGNS[check.state];
            return (
              <li key={check.key}>
                <span className={className} title={word}>
                  <Icon of={icon} small />
                  <span className="visually-hidden">{word}</span>
                </span>
                <span className="grow">
                  <span className="medium">{check.title}</span>{" "}
                  <span className="small secondary">{check.finding}</span>
                </span>
                {check.link && check.fix && (
                  <Link className={classOf("default")} to={check.link}>
                    {check.fix}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
