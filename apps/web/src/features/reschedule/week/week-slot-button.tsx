import { cityOf, formatInstant } from "@reslot/cal/time";
import { useIsZoneKnown } from "@/components/display/display.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { formatDayLong, formatTime } from "@/time/format.ts";
import { type MoveContext, theirDisplay } from "@/features/reschedule/model/move.ts";
import { heardWords, lookOf, seenWords } from "@/features/reschedule/slots/slot-words.ts";
import { isPickable } from "@/features/reschedule/slots/slots.ts";
import { endOf, type Minutes, type PlacedSlot } from "./week-layout.ts";

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
  const t = useMessages("pick");
  const words = useMessages("slots");
  const { people, display } = move;
  const { className, Icon } = lookOf(slot.verdict, isChosen);
  const canChoose = isPickable(slot);
  const isZoneKnown = useIsZoneKnown();
  const name = people.other.firstName;
  const reader = theirDisplay(people, display);
  const theirs = reader
    ? t("week.theirTime", { name, time: formatTime(slot.start, reader) })
    : t("week.theirZoneNotSet", { name });
  const verdict = { t: words, verdict: slot.verdict, people };
  const seen = seenWords(verdict);
  const until = formatTime(endOf(slot, durationMinutes), display);
  const day = formatDayLong(slot.start, display);
  const time = formatTime(slot.start, display);
  const heard = isZoneKnown
    ? t("week.heard", { day, until })
    : t("week.heardInZone", { day, until, city: cityOf(display.timeZone) });
  return (
    <button
      type="submit"
      name="slot"
      value={formatInstant(slot.start)}
      className={`slot wslot ${className} ${pass ?? ""}`}
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
      <span className="st">
        <Icon className="i" />
        {pass ? time.replaceAll("\u00a0", " ") : time}
      </span>
      <span className="so">{seen ?? theirs}</span>
      <span className="sr">{`, ${heard}, ${seen ? theirs : (heardWords(verdict) ?? "")}`}</span>
    </button>
  );
}

/** The vertical position of a minute of the day, as a CSS length. */
export function topAt(minutes: number, hours: Minutes): string {
  return `calc(var(--h) * ${(minutes - hours.from) / 60})`;
}
