import { cityOf, gapMinutes, type Interval, offsetAt } from "@reslot/cal/time";
import { Banner } from "@/components/ui/banner.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import type { MoveContext } from "@/features/reschedule/model/move.ts";
import { otherLength } from "@/features/reschedule/model/other-length.ts";

/** Notes about what else changes with the time: daylight saving in between, another length. */
export function ChangeNotes({
  move,
  chosen,
  durationMinutes,
}: {
  move: MoveContext;
  chosen: Interval | null;
  durationMinutes: number;
}) {
  const { booking } = move;
  const t = useMessages("pick");
  const { duration } = useTimeWords();
  const clock = chosen && clockChange(move, chosen);
  const { lengths } = booking;
  const other = otherLength(lengths, durationMinutes);
  return (
    <>
      {other !== null && other !== lengths.booking && (
        <Banner
          tone="warn"
          title={t("warning.lengthChanged", {
            from: duration(lengths.booking),
            to: duration(other),
          })}
        />
      )}
      {clock && (
        <Banner title={t("warning.clockChange", { city: cityOf(clock.zone) })}>
          {t("warning.gapThen", { later: duration(clock.after), current: duration(clock.before) })}
        </Banner>
      )}
    </>
  );
}

/** Whose clocks change in between, and the minutes between both people before and after; null for no known change. */
function clockChange({ people, display, current }: MoveContext, chosen: Interval) {
  if (people.other.timeZone === null) return null;
  const zones = { mine: display.timeZone, theirs: people.other.timeZone };
  const before = gapMinutes(current.start, zones);
  const after = gapMinutes(chosen.start, zones);
  if (before === after) return null;
  const changed = [zones.mine, zones.theirs].find(
    (zone) => offsetAt(current.start, zone) !== offsetAt(chosen.start, zone),
  );
  return { zone: changed ?? zones.theirs, before, after };
}
