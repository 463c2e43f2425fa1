"use client";

import { minuteMs, zoneLabel } from "@reslot/cal/time";
import { groupByPart, type Part, type Slot } from "@reslot/react";
import { useRovingFocus } from "@reslot/react/keyboard";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { SlotButton } from "./slot-button.tsx";
import styles from "./times.module.css";

const parts: readonly Part[] = ["morning", "afternoon", "evening"];

/** One day's times under Morning, Afternoon and Evening; one tab stop, arrows inside. */
export function TimesList({
  move,
  slots,
  durationMinutes,
  chosen,
  day,
  showAll,
  onChoose,
}: {
  move: MoveContext;
  slots: readonly Slot[];
  durationMinutes: number;
  chosen: number | null;
  day: string;
  showAll: boolean;
  onChoose: (start: number) => void;
}) {
  const roving = useRovingFocus<HTMLFormElement>();
  const t = useMessages("slots");
  const isZoneKnown = useIsZoneKnown();
  const { display } = move;
  const groups = groupByPart(slots, display.timeZone);
  const shown = parts.filter((part) => groups[part].length > 0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form method="get" {...roving}>
      <input type="hidden" name="d" value={day} />
      {showAll && <input type="hidden" name="all" value="1" />}
      <noscript>
        <input type="hidden" name="step" value="review" />
      </noscript>
      {shown.map((part, index) => (
        <div className={styles.part} key={part}>
          <h3>
            {t(part)}
            {index === 0 && (
              <span className="small font-normal">
                {t(isZoneKnown ? "yourZone" : "zoneNotSet", {
                  zone: zoneLabel(slots[0]?.start ?? 0, display.timeZone),
                })}
              </span>
            )}
          </h3>
          <div className={styles.list}>
            {groups[part].map((slot) => (
              <SlotButton
                key={slot.start}
                slot={slot}
                end={slot.start + durationMinutes * minuteMs}
                people={move.people}
                display={display}
                isChosen={slot.start === chosen}
                onChoose={onChoose}
              />
            ))}
          </div>
        </div>
      ))}
    </form>
  );
}
