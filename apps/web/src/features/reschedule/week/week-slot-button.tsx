import { cityOf, formatInstant } from "@reslot/cal/time";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayLong, formatTime } from "@/time/format.ts";
import { type MoveContext, theirDisplay } from "@/features/reschedule/model/move.ts";
import { heardWords, lookOf, seenWords } from "@/features/reschedule/slots/slot-words.ts";
import { useIsLocked } from "@/features/reschedule/slots/lock.ts";
import { isPickable, type Slot } from "@/features/reschedule/slots/slots.ts";
import { oddHour } from "@/time/late.ts";
import type { Minutes } from "./day-lanes.ts";
import { topAt } from "./top-at.ts";
import styles from "./week.module.css";
import { endOf, type PlacedSlot } from "./week-layout.ts";

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
  const words = useSlotWords(slot, move, durationMinutes);
  return (
    <button
      type="submit"
      name="slot"
      value={formatInstant(slot.start)}
      className={[className, styles.slot, pass && styles[pass]].filter(Boolean).join(" ")}
      style={{ top: topAt(from, hours), height: `calc(var(--h) * ${(to - from) / 60} - 3px)` }}
      aria-pressed={isChosen}
      aria-disabled={canChoose ? undefined : true}
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

function useSlotWords(slot: Slot, { people, display }: MoveContext, durationMinutes: number) {
  const t = useMessages("pick");
  const words = useMessages("slots");
  const isZoneKnown = useIsZoneKnown();
  const name = people.other.firstName;
  const reader = theirDisplay(people, display);
  const theirs = reader
    ? t("week.theirTime", { name, time: formatTime(slot.start, reader) })
    : t("week.theirZoneNotSet", { name });
  const odd = reader && oddHour(slot.start, reader.timeZone);
  const verdict = { t: words, verdict: slot.verdict, people };
  const seen = seenWords(verdict);
  const until = formatTime(endOf(slot, durationMinutes), display);
  const day = formatDayLong(slot.start, display);
  const heard = isZoneKnown
    ? t("week.heard", { day, until })
    : t("week.heardInZone", { day, until, city: cityOf(display.timeZone) });
  return {
    time: formatTime(slot.start, display),
    other: seen ?? theirs,
    odd: odd && !seen ? words(odd) : null,
    heard: `, ${heard}, ${seen ? theirs : (heardWords(verdict) ?? "")}`,
  };
}
