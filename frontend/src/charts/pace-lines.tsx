import { formatNet } from "@/kit/money";
import { LineChart } from "./line-chart";

export interface DayPoint {
  day: number;
  this_minor: number | null;
  usual_minor: number | null;
}

interface Props {
  label: string;
  points: readonly DayPoint[];
  currency: string;
}

/** What has been spent up to each day, and what is usual by then. */
export function PaceLines({ label, points, currency }: Props) {
  const today = points.reduce((last, point, at) => (point.this_minor === null ? last : at), 0);
  return (
    <LineChart
      label={label}
      series={[
        { look: "dashed", values: points.map((point) => point.usual_minor) },
        { look: "current", values: points.map((point) => point.this_minor) },
      ]}
      currency={currency}
      axis={[1, 8, 15, 22, points.length].map((day) => ({ at: day - 1, text: String(day) }))}
      describe={(at) => describeDay(points[at], currency)}
      rest={today}
    />
  );
}

function describeDay(point: DayPoint | undefined, currency: string): string {
  if (!point) return "";
  const { day, this_minor, usual_minor } = point;
  const now = this_minor === null ? null : `${formatNet(this_minor, currency)} spent`;
  const usual = usual_minor === null ? null : `usually ${formatNet(usual_minor, currency)}`;
  return [`Day ${day}`, now, usual].filter(Boolean).join(" · ");
}
