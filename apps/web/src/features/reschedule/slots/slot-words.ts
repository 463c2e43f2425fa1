import { Check, CircleCheck, CircleMinus, CircleQuestionMark, Clock, Moon, X } from "lucide-react";
import type { People } from "@/components/display/people.ts";
import { en } from "@/copy/en.ts";
import type { Slot } from "./slots.ts";

/** The look of a slot. Colour, icon and text each tell the verdict on their own. */
export interface SlotLook {
  readonly className: string;
  readonly Icon: typeof Check;
}

/** The look of a verdict; the chosen slot has its own. */
export function lookOf(verdict: Slot["verdict"], isChosen: boolean): SlotLook {
  return isChosen ? { className: "v-selected", Icon: CircleCheck } : looks[verdict];
}

const looks: Readonly<Record<Slot["verdict"], SlotLook>> = {
  mutual: { className: "v-mutual", Icon: Check },
  menteeBusy: { className: "v-busy", Icon: CircleMinus },
  outsideMenteeHours: { className: "v-outside", Icon: Moon },
  menteeUnknown: { className: "v-unknown", Icon: CircleQuestionMark },
  current: { className: "v-current", Icon: Clock },
  taken: { className: "v-taken", Icon: X },
};

/** The visible text beside a time; null where the icon says enough. */
export function seenWords(verdict: Slot["verdict"], { role, other }: People): string | null {
  const words = en.reschedule.verdicts;
  switch (verdict) {
    case "mutual":
    case "menteeUnknown":
      return null;
    case "menteeBusy":
      return role === "mentee" ? words.youBusy : words.busy(other.firstName);
    case "outsideMenteeHours":
      return words.outside;
    case "current":
      return words.hereNow;
    case "taken":
      return words.taken;
  }
}

/** The text for screen readers, where none is visible. */
export function heardWords(verdict: Slot["verdict"], { role, other }: People): string | null {
  const words = en.reschedule.verdicts;
  if (verdict === "mutual") return words.bothFree;
  if (verdict !== "menteeUnknown") return null;
  return role === "mentee" ? words.youUnknown : words.unknown(other.firstName);
}

/** "Sam’s" or "your": whose times are offered, from the reader's side. */
export function coachsOf({ role, other }: People): string {
  return role === "coach" ? "your" : `${other.firstName}’s`;
}
