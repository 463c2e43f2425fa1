import type { IsoInterval } from "@reslot/cal/time";
import type { Notification } from "@reslot/db";

/** Its times as news, for places that lay them out themselves. */
export function newsOf(notification: Notification): {
  was: IsoInterval | null;
  now: IsoInterval | null;
} {
  const { kind, note, oldStartTime, oldEndTime, newStartTime, newEndTime } = notification;
  const was = { startTime: oldStartTime, endTime: oldEndTime };
  const now = { startTime: newStartTime, endTime: newEndTime };
  if (note) return { was: null, now: null };
  if (kind === "declined" || kind === "bookingCancelledUpstream") return { was, now: null };
  if (kind === "confirmed") return { was: null, now };
  return isAboutOneTime(notification) ? { was: null, now: null } : { was, now };
}

/** Nothing moved, or it is over. */
export function isAboutOneTime({ kind, note, ...times }: Notification): boolean {
  return (
    Boolean(note) ||
    kind === "declined" ||
    kind === "bookingCancelledUpstream" ||
    (times.oldStartTime === times.newStartTime && times.oldEndTime === times.newEndTime)
  );
}
