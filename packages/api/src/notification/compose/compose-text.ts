import { minuteMs, parseInstant } from "@reslot/cal/time";
import { isolated, type ReadingLocale, type Translate } from "@reslot/messages";
import { type Language, messagesFor } from "@reslot/messages/catalogue";
import type { BookingWithPeople, Notification } from "@reslot/db";
import { formatInterval } from "../../core/format-interval.ts";
import type { Role } from "../../core/model.ts";
import { counterpartOf, readingZoneOf } from "../../core/participant.ts";
import { isAboutOneTime } from "./news-of.ts";

const notificationIn = (language: Language) => messagesFor(language, "notification");

/** A notification with what its words need. */
export interface NotificationFacts {
  notification: Notification;
  booking: BookingWithPeople;
  /** On which side its reader is. */
  reader: Role;
  /** In which language, and with which form of dates, they read. */
  reading: ReadingLocale;
  /** Whether the mentee's calendar is connected now, and shared with the coach. */
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
  /** Says that the reader's time zone is not known, and whose the times are in. */
  zoneNote: string | null;
}

/** A notification's words, in the reader's own time zone, or in the other person's while theirs is not known. */
export function composeParts(facts: NotificationFacts): NotificationParts {
  const { notification, booking, reader, reading } = facts;
  const { timeZone, whose } = readingZoneOf(booking, reader);
  const display = { locale: reading.locale, timeZone };
  const before = formatInterval(
    { startTime: notification.oldStartTime, endTime: notification.oldEndTime },
    display,
  );
  const after = formatInterval(
    { startTime: notification.newStartTime, endTime: notification.newEndTime },
    display,
  );
  return {
    headline: headlineOf(facts),
    before,
    after: isAboutOneTime(notification) ? null : after,
    reason: notification.reason && isolated(notification.reason),
    followUp: followUpOf(facts),
    zoneNote:
      whose === "reader"
        ? null
        : notificationIn(reading.language)("zoneNotSet", {
            whose,
            name: counterpartOf(booking, reader).name,
          }),
  };
}

/** The whole message as one text. */
export function composeText(facts: NotificationFacts): string {
  const t = notificationIn(facts.reading.language);
  const { headline, before, after, reason, followUp, zoneNote } = composeParts(facts);
  return [
    sentenceOf(facts, { headline, before, after }),
    zoneNote,
    reason && t("reason", { reason: inQuotes(reason) }),
    followUp,
  ]
    .filter(Boolean)
    .join(" ");
}

function sentenceOf(
  { notification, booking, reading }: NotificationFacts,
  { headline, before, after }: Pick<NotificationParts, "headline" | "before" | "after">,
): string {
  const t = notificationIn(reading.language);
  if (after) {
    return t(isLengthAlone(notification) ? "wasAndIs" : "fromTo", { headline, before, after });
  }
  if (notification.kind === "consentAsked") {
    return t("meetingIsOn", { headline, title: inQuotes(booking.title), when: before });
  }
  return t(sentenceFor(notification), { headline, when: before });
}

function sentenceFor({ kind, note }: Notification): "isOn" | "takesPlace" | "wasPlanned" {
  if (note || kind === "bookingChangedUpstream" || kind === "coachNotConnected") return "isOn";
  return kind === "confirmed" ? "takesPlace" : "wasPlanned";
}

function isLengthAlone({ kind, oldStartTime, newStartTime }: Notification): boolean {
  return kind === "bookingChangedUpstream" && oldStartTime === newStartTime;
}

/** Who did what. */
export function headlineOf({ notification, booking, reader, reading }: NotificationFacts): string {
  const headlines = messagesFor(reading.language, "headlines");
  const { kind, actorRole, note } = notification;
  const title = inQuotes(booking.title);
  if (note) {
    const { coach, mentee } = booking;
    return headlines(note, { audience: reader, coach: coach.name, mentee: mentee.name, title });
  }
  if (kind === "consentAsked") {
    const coach = booking.coach.name;
    return headlines(kind, { coach, name: coach.split(/\s+/)[0] || coach });
  }
  const [by, name] =
    actorRole === null
      ? ["unknown", ""]
      : [actorRole === reader ? "you" : "other", booking[actorRole].name];
  return headlines(kind, { by, name, title, what: whatChanged(notification) });
}

/** For what a person typed, between “ and ”: it cannot end the quotation and go on in our words. */
function inQuotes(text: string): string {
  return text.replaceAll(/[“„‟]/g, "‘").replaceAll(/[”"]/g, "’");
}

function whatChanged({
  oldStartTime,
  oldEndTime,
  newStartTime,
  newEndTime,
}: Notification): "time" | "length" | "none" {
  if (oldStartTime !== newStartTime) return "time";
  return oldEndTime === newEndTime ? "none" : "length";
}

/** A length that changed with the time, and what the reader may want to do about it. */
export function followUpOf(facts: NotificationFacts): string | null {
  return [newLengthOf(facts), nextStepOf(facts)].filter(Boolean).join(" ") || null;
}

/** The times alone leave it to the reader to compute. */
function newLengthOf({ notification, reading }: NotificationFacts): string | null {
  const { oldStartTime, oldEndTime, newStartTime, newEndTime } = notification;
  const before = parseInstant(oldEndTime) - parseInstant(oldStartTime);
  const after = parseInstant(newEndTime) - parseInstant(newStartTime);
  if (isAboutOneTime(notification) || before === after) return null;
  const minutes = { before: before / minuteMs, after: after / minuteMs };
  return notificationIn(reading.language)("newLength", minutes);
}

function nextStepOf(facts: NotificationFacts): string | null {
  const t = notificationIn(facts.reading.language);
  const { notification, booking, reader } = facts;
  if (notification.kind === "asked") {
    const coach = booking.coach.name;
    return t("awaitingConfirmation", { audience: reader, coach });
  }
  if (notification.kind === "consentAsked") return t("decide");
  if (notification.kind === "coachNotConnected") return t("connect");
  if (notification.kind === "declined") return t("noMeeting");
  if (notification.note) return noteFollowUp(t, notification.note);
  if (isAboutOneTime(notification) || notification.kind === "confirmed") return null;
  if (notification.actorRole === reader) return null;
  return reader === "mentee" ? menteeFollowUp(facts) : null;
}

function noteFollowUp(
  t: Translate<"notification">,
  note: NonNullable<Notification["note"]>,
): string | null {
  if (note === "cancelledToo") return t("cancelAgain");
  return note === "coachReplaced" || note === "menteeReplaced" ? t("cannotMoveHere") : null;
}

function menteeFollowUp(facts: NotificationFacts): string {
  const { notification, booking, menteeConnected } = facts;
  const t = notificationIn(facts.reading.language);
  const next = t(menteeConnected ? "moveAgain" : "makeSure");
  const { conflictOverridden, overriddenVerdict: verdict } = notification;
  if (!conflictOverridden || verdict === "none") return next;
  const anyway = t("movedAnyway", { coach: booking.coach.name, verdict: verdict ?? "unrecorded" });
  return `${anyway} ${next}`;
}
