import type { BookingWithUsers } from "@reslot/db";
import { plainText, type Translate } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import { composeParts, type NotificationFacts, type NotificationParts } from "./compose-text.ts";
import type { MailMessage } from "../../infra/resend-mailer.ts";
import { counterpartOf } from "../../core/participant.ts";
import { withInertLinks } from "./inert-links.ts";
import { type Letter, type LetterTimes, toHtml, toText } from "./letter.ts";
import { actionsOf } from "./mail-actions.ts";
import { openingOf } from "./mail-opening.ts";

interface MailToCompose extends NotificationFacts {
  booking: BookingWithUsers;
  /** The other person, where the reader has accepted them as a sender; null where not. */
  sender: { address: string | null } | null;
  appOrigin: string;
  unsubscribeToken: string;
  idempotencyKey: string;
}

/**
 * The mail for a notification: the words of the app, the new and the old time in the zone in which the
 * recipient reads them, and what they may do. Everything a person typed is escaped, in one line, and no link.
 * It comes in the name of a sender whom the reader has accepted, and an answer goes to them.
 */
export function composeMail(facts: MailToCompose): MailMessage {
  const { appOrigin, unsubscribeToken, sender, idempotencyKey } = facts;
  const isKnown = sender !== null;
  const { name } = counterpartOf(withInertLinks(facts).booking, facts.reader);
  const replyTo = sender?.address && isAddress(sender.address) ? sender.address : null;
  const unsubscribeUrl = new URL(`/api/unsubscribe/${unsubscribeToken}`, appOrigin).href;
  const t = messagesFor(facts.reading.language, "email");
  const letter = letterOf(facts, {
    t,
    reply: replyTo && oneLine(t("reply", { name })),
    stop: unsubscribeUrl,
  });
  return {
    to: facts.booking[facts.reader].email,
    fromName: isKnown ? fromNameOf(t, name) : null,
    replyTo,
    subject: letter.subject,
    text: toText(letter),
    html: toHtml(letter),
    unsubscribeUrl,
    threadId: `<meeting.${facts.booking.ulid}@${new URL(appOrigin).hostname}>`,
    idempotencyKey,
  };
}

function letterOf(facts: MailToCompose, ours: Pick<Letter, "t" | "reply" | "stop">): Letter {
  const { sender, appOrigin, reading } = facts;
  const inert = withInertLinks(facts);
  const parts = composeParts(inert);
  const isKnown = sender !== null;
  const opening = openingOf(inert, { isKnown, headline: parts.headline });
  return {
    ...ours,
    language: reading.language,
    subject: oneLine(opening.subject),
    sentence: oneLine(opening.sentence),
    facts: opening.rows.map(([label, value]) => [label, oneLine(value)]),
    times: timesOf(parts),
    reason: reasonOf(ours.t, parts, isKnown),
    notes: [parts.zoneNote, parts.followUp].flatMap((note) => (note ? [oneLine(note)] : [])),
    actions: actionsOf(facts, { t: ours.t, appOrigin }),
    choose: new URL("/settings/notifications", appOrigin).href,
  };
}

/** The zone is the same for both times, and said once. */
function timesOf({ before, after }: NotificationParts): LetterTimes {
  const [time, zone] = apart(after ?? before);
  const [oldTime] = apart(before);
  return { time, zone, oldTime: after === null ? null : oldTime };
}

function apart(text: string): [time: string, zone: string | null] {
  const [, time, zone] = /^(.*) \(([^()]*)\)$/.exec(oneLine(text)) ?? [];
  return time && zone ? [time, zone] : [oneLine(text), null];
}

/** The reason of a sender who is not known stays in the app. */
function reasonOf(
  t: Translate<"email">,
  { reason }: NotificationParts,
  isKnown: boolean,
): string | null {
  if (!reason) return null;
  return isKnown ? oneLine(reason) : t("reasonHidden");
}

/** As a header can carry it without quotes: letters, digits and a few marks, and never empty. */
function fromNameOf(t: Translate<"email">, typed: string): string | null {
  const name = plainText(oneLine(typed).replaceAll(/[^\p{L}\p{M}\p{N} '’-]/gu, ""), 60);
  return name === "" ? null : t("from", { name }).replaceAll(/[\u2068\u2069]/g, "");
}

/** One that can be answered, and that the provider takes: for any other it would refuse the whole mail. */
function isAddress(text: string): boolean {
  return plainAddress.test(text) && !text.endsWith(".invalid");
}

const plainAddress = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)+$/i;

const unsafeInLine = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066\u2067]+/gu;

/** Without line breaks, control characters and marks that turn text, other than isolates around what people typed. */
function oneLine(text: string): string {
  return text.replaceAll(unsafeInLine, " ").trim();
}
