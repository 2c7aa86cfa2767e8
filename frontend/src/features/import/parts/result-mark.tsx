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
import { Pill, type PillTone } from "@/ui/pill";
import { FATES, FATES_DONE } from "../model";

const SIGNS: Record<Fate, { icon: LucideIcon; tone: PillTone }> = {
  new: { icon: CirclePlus, tone: "fresh" },
  repeated: { icon: CircleCheck, tone: "off" },
  doubtful: { icon: CircleHelp, tone: "warning" },
  unreadable: { icon: CircleX, tone: "bad" },
  left_out: { icon: MinusCircle, tone: "off" },
};

/** What becomes of a line, or became of it: a sign and a word. */
export function ResultMark({ fate, isDone = false }: { fate: Fate; isDone?: boolean }) {
  const { icon, tone } = SIGNS[fate];
  return (
    <Pill tone={tone} icon={icon}>
      {(isDone ? FATES_DONE : FATES)[fate]}
    </Pill>
  );
}

export function TwinMark() {
  return (
    <Pill tone="off" icon={Layers}>
      Already in the app
    </Pill>
  );
}
