import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import { INBOX_KINDS } from "@/entities/inbox/kinds";
import { useInbox } from "@/entities/inbox/queries";
import { formatCount } from "@/kit/words";
import { classOf } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import listStyles from "@/ui/list.module.css";
import { SectionHeader } from "@/ui/section-header";
import styles from "../today.module.css";

const SHOWN = 5;

/** The open notices, urgent ones first. */
export function NeedsYou() {
  const inbox = useInbox().data;
  if (!inbox?.open_count) return null;
  const urgency = (kind: keyof typeof INBOX_KINDS) => Number(INBOX_KINDS[kind].isUrgent ?? false);
  const items = [...inbox.items].sort((a, b) => urgency(b.kind) - urgency(a.kind)).slice(0, SHOWN);
  return (
    <section aria-labelledby="h-needs">
      <SectionHeader
        id="h-needs"
        title="Needs you"
        end={
          <Link className={buttonStyles.link} to="/insights#inbox">
            Inbox <Icon of={ChevronRight} small />
          </Link>
        }
      >
        <span className="small muted">{formatCount(inbox.open_count)}</span>
      </SectionHeader>
      <ul className={listStyles.list}>
        {items.map((item) => {
          const { icon, label, isUrgent } = INBOX_KINDS[item.kind];
          return (
            <li key={item.id}>
              <span className={isUrgent ? "warning-text" : "muted"} title={label}>
                <Icon of={icon} small />
                <span className="visually-hidden">{label}</span>
              </span>
              <span className="grow truncate" title={item.because}>
                {item.title}
              </span>
              <ExplainFigure figure={item.figure} />
              <Link
                className={`${classOf("default")} ${styles.smallLink}`}
                to={item.link}
                aria-label={`Open ${item.title}`}
              >
                Open
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
