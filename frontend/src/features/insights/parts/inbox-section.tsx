import { Bell } from "lucide-react";
import { Link } from "react-router";
import { INBOX_KINDS, type InboxItem } from "@/entities/inbox/kinds";
import { useDismiss, useInbox, useLook } from "@/entities/inbox/queries";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatValue } from "@/kit/figure";
import { plural } from "@/kit/words";
import { Button, classOf } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../insights.module.css";

/** What deserves a look, newest first; a dismissed notice comes back only if it changes much. */
export function InboxSection({ current }: { current: string | null }) {
  const inbox = useInbox();
  const dismiss = useDismiss();
  const look = useLook();
  return (
    <section aria-labelledby="h-inbox" className={styles.section} id="inbox">
      <div className={styles.head}>
        <SectionHeader
          title="Inbox"
          id="h-inbox"
          end={
            <>
              <Link className={cx(classOf("ghost"), styles.smallLink)} to="/settings#notices">
                Choose
              </Link>
              <Button kind="ghost" small icon={Bell} disabled={look.isPending} onClick={() => look.mutate()}>
                Look again
              </Button>
            </>
          }
        >
          {inbox.data && <span className="small muted">{inbox.data.open_count} open</span>}
        </SectionHeader>
      </div>
      {inbox.isPending ? (
        <LoadingRows rows={3} label="Loading the inbox" />
      ) : inbox.isError ? (
        <FailedState title="The inbox could not be read" error={inbox.error} onRetry={inbox.refetch} />
      ) : inbox.data.items.length === 0 ? (
        <EmptyState icon={Bell} title="Nothing unusual">
          It is looked through each night and after new transactions.
        </EmptyState>
      ) : (
        <table className={cx(tableStyles.table, styles.inbox)}>
          <caption className="visually-hidden">Notices</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.kind}>
                Kind
              </th>
              <th scope="col">What</th>
              <th scope="col" className={styles.because}>
                Because
              </th>
              <th scope="col" className={styles.found}>
                Found
              </th>
              <th scope="col" className={styles.value}>
                Figure
              </th>
              <th scope="col" className={styles.acts}>
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {inbox.data.items.map((item) => (
              <Row
                key={item.id}
                item={item}
                isCurrent={current === inboxKey(item)}
                onDismiss={() => dismiss.mutate(item)}
              />
            ))}
          </tbody>
        </table>
      )}
      {inbox.data && inbox.data.dismissed_count > 0 && (
        <p className={cx(styles.fine, styles.foot)}>
          {inbox.data.dismissed_count} {plural(inbox.data.dismissed_count, "notice", "notices")} dismissed.
          One comes back only if it changes by more than a tenth and 5.
        </p>
      )}
    </section>
  );
}

export const inboxKey = (item: InboxItem) => `inbox${item.id}`;

function Row({ item, isCurrent, onDismiss }: { item: InboxItem; isCurrent: boolean; onDismiss: () => void }) {
  const { label, icon, isUrgent } = INBOX_KINDS[item.kind];
  const { figure } = item;
  return (
    <tr className={cx(isCurrent && tableStyles.current)} data-row={inboxKey(item)}>
      <td className={cx(styles.kind, "small", isUrgent && "warning-text")}>
        <Icon of={icon} small /> <span className={styles.kindLabel}>{label}</span>
      </td>
      <th scope="row" className="truncate" title={item.title}>
        {item.title}
      </th>
      <td className={cx(styles.because, "small muted")}>{item.because}</td>
      <td className={cx(styles.found, "small muted tabular")}>{formatDay(item.found_on)}</td>
      <td className={styles.value}>
        <ExplainFigure figure={figure} className="medium">
          {figure.value === null ? "no value" : formatValue(figure.value, figure.unit)}
        </ExplainFigure>
      </td>
      <td className={styles.acts}>
        <Link
          className={cx(classOf("default"), styles.smallLink)}
          to={item.link}
          aria-label={`Open ${item.title}`}
        >
          Open
        </Link>
        <Button kind="ghost" small aria-label={`Dismiss ${item.title}`} onClick={onDismiss}>
          Dismiss
        </Button>
      </td>
    </tr>
  );
}
