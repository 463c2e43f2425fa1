import type { CalBooking } from "@reslot/cal";
import type { CalDetails } from "@reslot/db";
import { plainText } from "@reslot/messages";
import { plainLines } from "../core/plain-lines.ts";

const maxUrl = 2_000;
const maxWords = 300;
const maxLines = 2_000;
const maxAnswers = 20;

/** Cal.com asks these itself, or repeats there what the booking says elsewhere. */
const ownFields: ReadonlySet<string> = new Set([
  "attendeePhoneNumber",
  "displayEmail",
  "displayGuests",
  "email",
  "guests",
  "location",
  "name",
  "notes",
  "rescheduleReason",
  "rescheduledReason",
  "smsReminderNumber",
  "title",
]);

type Described = Pick<
  CalBooking,
  "description" | "location" | "meetingUrl" | "bookingFieldsResponses"
>;

/** What Cal.com has of a booking beside its times and people, as text that can be stored and shown. */
export function calDetailsOf(booking: Described): CalDetails {
  const { location, meetingUrl, description, bookingFieldsResponses: responses } = booking;
  const joinUrl = webAddressOf(location) ?? webAddressOf(meetingUrl);
  return {
    joinUrl,
    location: joinUrl === null ? placeOf(location) : null,
    description: plainLines(description, maxLines) || null,
    answers: Object.entries(responses ?? {})
      .filter(([slug]) => !ownFields.has(slug))
      .flatMap(answerOf)
      .slice(0, maxAnswers),
  };
}

/** An http(s) address in its plain form; null for anything else, and for one that carries a password. */
function webAddressOf(text: string | null | undefined): string | null {
  const url = text ? URL.parse(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return url.href.length <= maxUrl ? url.href : null;
}

/** "integrations:daily" is what Cal.com says before it has made a link. */
function placeOf(text: string | null | undefined): string | null {
  return text && !/^integrations:/i.test(text) ? plainText(text, maxWords) || null : null;
}

/** Cal.com names a question by its slug: "your-goal" is "Your goal". */
function answerOf([slug, value]: [string, unknown]): CalDetails["answers"] {
  const question = plainText(slug.replaceAll(/[-_]+/g, " "), maxWords);
  const answer = plainLines(wordsOf(value), maxLines);
  if (question === "" || answer === "") return [];
  return [{ question: question.charAt(0).toUpperCase() + question.slice(1), answer }];
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
