import { cityOf, gapMinutes, offsetAt } from "@reslot/cal/time";
import { Banner } from "@/components/ui/banner.tsx";
import { en } from "@/copy/en.ts";
import { durationText } from "@/time/delta.ts";
import type { MoveContext, Span } from "@/features/reschedule/model/move.ts";

const words = en.reschedule.warning;

/** Notes about what else changes with the time: daylight saving in between, another length. */
export function ChangeNotes({
  move,
  chosen,
  durationMinutes,
}: {
  move: MoveContext;
  chosen: Span | null;
  durationMinutes: number;
}) {
  const { booking } = move;
  const clock = chosen && clockChange(move, chosen);
  const hasNewLength = durationMinutes !== booking.durationMinutes;
  return (
    <>
      {hasNewLength && (
        <Banner
          tone="warn"
          title={words.lengthChanged(
            durationText(booking.durationMinutes),
            durationText(durationMinutes),
          )}
        />
      )}
      {clock && <Banner title={clock.title}>{clock.body}</Banner>}
    </>
  );
}

function clockChange({ people, display, current }: MoveContext, chosen: Span) {
  const zones = { mine: display.timeZone, theirs: people.other.timeZone };
  const before = gapMinutes(current.start, zones);
  const after = gapMinutes(chosen.start, zones);
  if (before === after) return null;
  const changed = [zones.mine, zones.theirs].find(
    (zone) => offsetAt(current.start, zone) !== offsetAt(chosen.start, zone),
  );
  return {
    title: words.clockChange(cityOf(changed ?? zones.theirs)),
    body: words.gapThen(durationText(after), durationText(before)),
  };
}
