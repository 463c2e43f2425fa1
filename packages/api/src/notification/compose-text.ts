import type { BookingWithPeople, Notification } from "@reslot/db";
import type { Role } from "../booking/types.ts";
import { formatSpan } from "../core/format-time.ts";

/** A notification with what its words need. */
export interface NotificationFacts {
  notification: Notification;
  booking: BookingWithPeople;
  /** On which side its reader is. */
  reader: Role;
  /** Whether the mentee's calendar is connected now. */
  menteeConnected: boolean;
}

/** A message in parts, for places that lay them out themselves; `toText` joins them. */
export interface NotificationParts {
  /** Who did what. */
  headline: string;
  before: string;
  /** null when there is no new time. */
  after: string | null;
  reason: string | null;
  /** What the reader may want to do about it. */
  followUp: string | null;
}

/** A notification's words, in the reader's own time zone. */
export function composeParts(facts: NotificationFacts): NotificationParts {
  const { notification, booking, reader } = facts;
  const { timeZone } = booking[reader];
  const before = formatSpan(
    { startTime: notification.oldStartTime, endTime: notification.oldEndTime },
    timeZone,
  );
  const after = formatSpan(
    { startTime: notification.newStartTime, endTime: notification.newEndTime },
    timeZone,
  );
  return {
    headline: headlineOf(facts),
    before,
    after: isAboutOneTime(notification) ? null : after,
    reason: notification.reason,
    followUp: followUpOf(facts),
  };
}

/** The whole message as one text. */
export function composeText(facts: NotificationFacts): string {
  const { headline, before, after, reason, followUp } = composeParts(facts);
  const isConfirmed = facts.notification.kind === "bookingConfirmedUpstream";
  const times = isConfirmed ? `It takes place on ${before}` : `It was planned for ${before}`;
  return [
    after ? `${headline} from ${before} to ${after}.` : `${headline}. ${times}.`,
    reason && `Reason: “${reason}”`,
    followUp,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Nothing moved: it was answered, or it is over. */
function isAboutOneTime({ kind }: Notification): boolean {
  return (
    kind === "bookingConfirmedUpstream" ||
    kind === "bookingDeclinedUpstream" ||
    kind === "bookingCancelledUpstream"
  );
}

function headlineOf({ notification, booking, reader }: NotificationFacts): string {
  const title = `“${booking.title}”`;
  const actor = notification.actorRole;
  const who = actor === reader ? "You" : actor && booking[actor].name;
  switch (notification.kind) {
    case "bookingMoved":
      return who ? `${who} moved ${title}` : `${title} was moved`;
    case "bookingMovedAwaitingConfirmation":
      return who ? `${who} asked to move ${title}` : `A new time was asked for: ${title}`;
    case "bookingChangedUpstream":
      return `${title} was moved in Cal.com`;
    case "bookingConfirmedUpstream":
      return `${title} was confirmed in Cal.com`;
    case "bookingDeclinedUpstream":
      return `${title} was declined in Cal.com`;
    case "bookingCancelledUpstream":
      return `${title} was cancelled in Cal.com`;
  }
}

function followUpOf(facts: NotificationFacts): string | null {
  const { notification, booking, reader } = facts;
  if (notification.kind === "bookingMovedAwaitingConfirmation") {
    return reader === "coach"
      ? "The old time is given up already. Confirm or decline the new one in Cal.com."
      : `The old time is given up already. ${booking.coach.name} has to confirm the new one.`;
  }
  if (isAboutOneTime(notification)) return null;
  if (notification.actorRole === reader) return null;
  return reader === "mentee" ? menteeFollowUp(facts) : null;
}

function menteeFollowUp({ notification, booking, menteeConnected }: NotificationFacts): string {
  const overridden = notification.conflictOverridden
    ? `${booking.coach.name} saw that your calendar looks busy then and moved it anyway. `
    : "";
  const next = menteeConnected
    ? "If the new time does not suit you, you can move it again."
    : "Make sure this time works for you. Let us know if you need to change it.";
  return overridden + next;
}
