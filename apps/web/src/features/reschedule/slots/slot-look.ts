import type { Slot } from "@reslot/react";
import { Check, CircleCheck, CircleMinus, CircleQuestionMark, Clock, Moon, X } from "lucide-react";
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
