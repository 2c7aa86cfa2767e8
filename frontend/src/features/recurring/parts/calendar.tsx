import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useToday } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { addDays, formatDay } from "@/kit/dates";
import { formatFlow } from "@/kit/money";
import { IconButton } from "@/ui/button";
import { SectionHeader } from "@/ui/section-header";
import { FailedState, LoadingRows } from "@/ui/states";
import { type Coming, weeksOf } from "../model";
import { useComing } from "../queries";
import styles from "../recurring.module.css";

const WEEKS = 5;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function SeriesButton({ entry, id, onOpen }: { entry: Coming; id: number; onOpen: (id: number) => void }) {
  const isLastDay = entry.what === "cancel_by";
  return (
    <button type="button" className={cx(isLastDay && "warning-text")} onClick={() => onOpen(id)}>
      {isLastDay ? `Cancel ${entry.name}` : entry.name}
    </button>
  );
}

/** What falls due in the next five weeks, day by day, with the sums of each week. */
export function Calendar({ currency, onOpen }: { currency: string; onOpen: (seriesId: number) => void }) {
  const today = useToday();
  const [offset, setOffset] = useState(0);
  const first = addDays(today, offset * WEEKS * 7);
  const coming = useComing(addDays(first, -7), addDays(first, WEEKS * 7));
  if (coming.isPending) return <LoadingRows label="Loading what comes" />;
  if (coming.isError)
    return (
      <FailedState title="What comes could not be loaded" error={coming.error} onRetry={coming.refetch} />
    );
  const weeks = weeksOf(first, WEEKS, coming.data, currency);
  const lastDay = weeks[WEEKS - 1]?.days[6] ?? first;
  return (
    <section aria-labelledby="h-comes">
      <div className={styles.calendarTitle}>
        <SectionHeader
          id="h-comes"
          title={`${formatDay(weeks[0]?.days[0] ?? first)} to ${formatDay(lastDay)}`}
          end={
            <span className={styles.acts}>
              <IconButton small icon={ChevronLeft} label="Earlier" onClick={() => setOffset(offset - 1)} />
              <IconButton small icon={ChevronRight} label="Later" onClick={() => setOffset(offset + 1)} />
            </span>
          }
        />
      </div>
      <table className={styles.calendar}>
        <caption className="visually-hidden">What comes, by day</caption>
        <thead>
          <tr>
            {DAYS.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
            <th scope="col" className={styles.number}>
              Week
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.days[0]}>
              {week.days.map((day, at) => (
                <td
                  key={day}
                  className={cx(day === today && styles.isToday, !week.entries[at]?.length && styles.isEmpty)}
                >
                  <span className="muted small tabular">{formatDay(day)}</span>
                  {week.entries[at]?.map((entry) => (
                    <div
                      key={`${entry.series_id ?? entry.document_id} ${entry.what}`}
                      className={styles.entry}
                    >
                      {entry.series_id === null ? (
                        <Link to={`/documents?open=${entry.document_id}`}>Ends: {entry.name}</Link>
                      ) : (
                        <SeriesButton entry={entry} id={entry.series_id} onOpen={onOpen} />
                      )}
                      {entry.amount_minor !== null && entry.currency !== null && (
                        <span className="tabular">{formatFlow(entry.amount_minor, entry.currency)}</span>
                      )}
                    </div>
                  ))}
                </td>
              ))}
              <td className={styles.weekSum}>
                {week.outMinor > 0 && <div>out {formatFlow(week.outMinor, currency)}</div>}
                {week.inMinor > 0 && <div>in {formatFlow(-week.inMinor, currency)}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
