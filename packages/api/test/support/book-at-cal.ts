import type { Meeting } from "./meeting.ts";
import { calControl } from "./services.ts";

export interface Attendee {
  readonly email: string;
  readonly name?: string;
  /** The one they booked in; UTC by default. */
  readonly timeZone?: string;
}

/**
 * Books the meeting's coach in Cal.com, at `hour` UTC of the meeting's day, without telling Reslot.
 *
 * @returns Cal.com's uid of the booking
 */
export async function bookAtCal(
  meeting: Meeting,
  { name = "Kim Example", email, timeZone = "UTC" }: Attendee,
  hour = 11,
): Promise<string> {
  const { uid } = await calControl<{ uid: string }>("bookings", {
    eventTypeId: meeting.eventTypeId,
    start: meeting.moveTo(hour).newStartTime,
    attendee: { name, email, timeZone },
  });
  return uid;
}
