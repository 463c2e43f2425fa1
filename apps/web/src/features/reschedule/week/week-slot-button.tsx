import { formatInstant } from "@reslot/cal/time";
import { lookOf } from "@/features/reschedule/slots/slot-look.ts";
import { isPickable } from "@reslot/react";
import { slotLabel } from "@reslot/react/labels";
import { endOf, type Minutes, type PlacedSlot } from "@reslot/react/week";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { type MoveContext } from "@/features/reschedule/model/move.ts";
import { useIsLocked } from "@/features/reschedule/slots/lock.ts";
import { topAt } from "./top-at.ts";
import styles from "./week.module.css";

/**
 * One time in the grid. A submit button like those in the list, so that it works before and without
 * scripts.
 */
export function WeekSlotButton({
  placed,
  hours,
  move,
  durationMinutes,
  isChosen,
  onChoose,
}: {
  placed: PlacedSlot;
  hours: Minutes;
  move: MoveContext;
  durationMinutes: number;
  isChosen: boolean;
  onChoose: (start: number) => void;
}) {
  const { slot, pass, from, to } = placed;
  const { className, Icon } = lookOf(slot.verdict, isChosen);
  const isLocked = useIsLocked();
  const canChoose = isPickable(slot) && !isLocked;
  const words = slotLabel(
    { t: useMessages("pick"), slots: useMessages("slots") },
    { slot, end: endOf(slot, durationMinutes) },
    { people: move.people, display: move.display, isZoneKnown: useIsZoneKnown() },
  );
  return (
    <button
      type="submit"
      name="slot"
      value={formatInstant(slot.start)}
      className={[className, styles.slot, pass && styles[pass]].filter(Boolean).join(" ")}
      style={{ top: topAt(from, hours), height: `calc(var(--h) * ${(to - from) / 60} - 3px)` }}
      aria-pressed={isChosen}
      aria-disabled={canChoose ? undefined : true}
      data-locked={isLocked ? "" : undefined}
      data-slot={formatInstant(slot.start)}
      data-verdict={slot.verdict}
      onClick={(event) => {
        event.preventDefault();
        if (canChoose) onChoose(slot.start);
      }}
    >
      <span className={styles.time}>
        <Icon />
        {pass ? words.time.replaceAll("\u00a0", " ") : words.time}
      </span>
      <span className={styles.other}>
        {words.other}
        {words.odd && <span className={styles.odd}>{` · ${words.odd}`}</span>}
      </span>
      <span className="sr-only">{words.heard}</span>
    </button>
  );
}
