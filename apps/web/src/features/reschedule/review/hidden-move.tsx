import { formatInstant, formatWallClock } from "@reslot/cal/time";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";

/** What the form sends when no script does: the move, and the time as it was read. */
export function HiddenMove({
  move,
  target,
  attemptUlid,
}: {
  move: MoveContext;
  target: Span;
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
  };
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
