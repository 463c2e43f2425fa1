import type { Translate } from "@reslot/messages";
import { Check, CircleCheck, CircleMinus, CircleQuestionMark, Clock, Moon, X } from "lucide-react";
import { type People, readerOf } from "@/components/display/people.ts";
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

interface Verdict {
  t: Translate<"slots">;
  verdict: Slot["verdict"];
  people: People;
}

/** The visible text beside a time; null where the icon says enough. */
export function seenWords({ t, verdict, people }: Verdict): string | null {
  switch (verdict) {
    case "mutual":
    case "menteeUnknown":
      return null;
    case "menteeBusy":
      return t("busy", readerOf(people));
    case "outsideMenteeHours":
      return t("outside");
    case "current":
      return t("hereNow");
    case "taken":
      return t("taken");
  }
}

/** The text for screen readers, where none is visible. */
export function heardWords({ t, verdict, people }: Verdict): string | null {
  if (verdict === "mutual") return t("bothFree");
  if (verdict !== "menteeUnknown") return null;
  return t("unknown", readerOf(people));
}
