import {
  CircleCheck,
  CircleHelp,
  CirclePlus,
  CircleX,
  Layers,
  type LucideIcon,
  MinusCircle,
} from "lucide-react";
import type { Fate } from "@/api/types";
import { cx } from "@/kit/cx";
import { Icon } from "@/ui/icon";
import pillStyles from "@/ui/pill.module.css";
import { FATES, FATES_DONE } from "../model";

const SIGNS: Record<Fate, { icon: LucideIcon; tone: string }> = {
  new: { icon: CirclePlus, tone: "new" },
  repeated: { icon: CircleCheck, tone: "off" },
  doubtful: { icon: CircleHelp, tone: "warn" },
  unreadable: { icon: CircleX, tone: "bad" },
  left_out: { icon: MinusCircle, tone: "off" },
};

/** What becomes of a line, or became of it: a sign and a word. */
export function ResultMark({ fate, isDone = false }: { fate: Fate; isDone?: boolean }) {
  const { icon, tone } = SIGNS[fate];
  return (
    <span className={`pill ${tone}`}>
      <Icon of={icon} />
      {(isDone ? FATES_DONE : FATES)[fate]}
    </span>
  );
}

export function TwinMark() {
  return (
    <span className={cx(pillStyles.pill, pillStyles.off)}>
      <Icon of={Layers} />
      Already in the app
    </span>
  );
}
