import type { Translate } from "@reslot/messages";
import { Check, CircleCheck, CircleMinus, CircleQuestionMark, Clock, Moon, X } from "lucide-react";
import { type People, readerOf } from "@/components/display/people.ts";
import type { Slot } from "./slots.ts";
import styles from "./slot.module.css";

/** The look of a slot. Colour, icon and text each tell the verdict on their own. */
export interface SlotLook {
  readonly className: string;
  readonly Icon: typeof Check;
}

/** The look of a verdict; the chosen slot has its own. */
export function lookOf(verdict: Slot["verdict"], isChosen: boolean): SlotLook {
  const { look, Icon } = isChosen ? chosen : looks[verdict];
  return { className: [styles.slot, look].filter(Boolean).join(" "), Icon };
}

interface Look {
  readonly look: string | undefined;
  readonly Icon: typeof Check;
}

const chosen: Look = { look: styles.chosen, Icon: CircleCheck };
const looks: Readonly<Record<Slot["verdict"], Look>> = {
  mutual: { look: styles.mutual, Icon: Check },
  menteeBusy: { look: styles.busy, Icon: CircleMinus },
  outsideMenteeHours: { look: styles.outside, Icon: Moon },
  menteeUnknown: { look: styles.unknown, Icon: CircleQuestionMark },
  current: { look: styles.current, Icon: Clock },
  taken: { look: styles.taken, Icon: X },
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
