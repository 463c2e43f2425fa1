import { formatInstant, formatOffset, formatWallClock, type Interval } from "@reslot/cal/time";
import type { MoveContext } from "@/features/reschedule/model/move.ts";

/** The hidden fields that the form sends without scripts: the move, and the time as the person read it. */
export function HiddenMove({
  move,
  target,
  attemptUlid,
}: {
  move: MoveContext;
  target: Interval;
  attemptUlid: string;
}) {
  const { booking, display } = move;
  const fields = {
    bookingUlid: booking.ulid,
    newStartTime: formatInstant(target.start),
    newEndTime: formatInstant(target.end),
    expectedVersion: String(booking.version),
    attemptUlid,
    timeZone: display.timeZone,
    wallClock: formatWallClock(target.start, display.timeZone),
    offset: formatOffset(target.start, display.timeZone),
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
