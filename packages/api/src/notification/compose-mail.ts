import type { BookingWithUsers } from "@reslot/db";
import { plainText, type Translate } from "@reslot/messages";
import { type Language, messagesFor } from "@reslot/messages/catalogue";
import { composeParts, type NotificationFacts, type NotificationParts } from "./compose-text.ts";
import type { MailMessage } from "../infra/resend-mailer.ts";
import { counterpartOf } from "../core/participant.ts";
import { withInertLinks } from "./inert-links.ts";
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
 * The mail for a notification: the words of the app, the old and the new time in the zone in which the
 * recipient reads them, and a link to the meeting. Everything a person typed is escaped, in one line, and no
 * link. It comes in the name of a sender whom the reader has accepted, and an answer goes to them.
 */
export function composeMail(facts: MailToCompose): MailMessage {
  const { appOrigin, unsubscribeToken, sender, idempotencyKey } = facts;
  const inert = withInertLinks(facts);
  const parts = composeParts(inert);
  const isKnown = sender !== null;
  const opening = openingOf(inert, { isKnown, headline: parts.headline });
  const { name } = counterpartOf(inert.booking, inert.reader);
  const replyTo = sender?.address && isAddress(sender.address) ? sender.address : null;
  const link = new URL(`/meetings/${facts.booking.ulid}`, appOrigin).href;
  const stop = new URL(`/api/unsubscribe/${unsubscribeToken}`, appOrigin).href;
  const { language } = facts.reading;
  const t = messagesFor(language, "email");
  const letter: Letter = {
    t,
    language,
    subject: oneLine(opening.subject),
    greeting: oneLine(t("hello", { name: inert.booking[inert.reader].name })),
    sentence: oneLine(opening.sentence),
    rows: [...opening.rows, ...rowsOf(t, parts, isKnown)].map(([label, value]) => [
      label,
      oneLine(value),
    ]),
    notes: [parts.zoneNote, parts.followUp, replyTo && t("reply", { name })].flatMap((note) =>
      note ? [oneLine(note)] : [],
    ),
    link,
    stop,
  };
  return {
    to: facts.booking[facts.reader].email,
    fromName: isKnown ? fromNameOf(t, name) : null,
    replyTo,
    subject: letter.subject,
    text: toText(letter),
    html: toHtml(letter),
    unsubscribeUrl: stop,
    idempotencyKey,
  };
}

/** A mail in parts, each of them one line: what a person typed must not look like a line of ours. */
interface Letter {
  t: Translate<"email">;
  language: Language;
  subject: string;
  greeting: string;
  sentence: string;
  rows: [label: string, value: string][];
  notes: string[];
  /** To the meeting. */
  link: string;
  /** To where mail is stopped. */
  stop: string;
}

function toText({ t, greeting, sentence, rows, notes, link, stop }: Letter): string {
  const lines = [
    greeting,
    sentence,
    ...rows.map(([label, value]) => t("row", { label, value })),
    ...notes,
    t("row", { label: t("see"), value: link }),
    t("why"),
    t("row", { label: t("stop"), value: stop }),
  ];
  return `${lines.join("\n\n")}\n`;
}

/** Phones turn numbers, dates and addresses into links, also those that a stranger typed. */
const noDetection = `<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">`;

function toHtml({
  t,
  language,
  subject,
  greeting,
  sentence,
  rows,
  notes,
  link,
  stop,
}: Letter): string {
  const cells = rows.map(
    ([label, value]) =>
      `<tr><th style="text-align:left;padding:4px 16px 4px 0;font-weight:600">${escape(label)}</th><td style="padding:4px 0">${escape(value)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">${noDetection}<title>${escape(subject)}</title></head>`,
    `<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#1a1a1a">`,
    `<p>${escape(greeting)}</p><p>${escape(sentence)}</p>`,
    `<table style="border-collapse:collapse">${cells.join("")}</table>`,
    ...notes.map((note) => `<p>${escape(note)}</p>`),
    `<p><a href="${escape(link)}">${escape(t("see"))}</a></p>`,
    `<p style="font-size:13px;color:#5a6966">${escape(t("why"))} <a href="${escape(stop)}" style="color:#5a6966">${escape(t("stop"))}</a></p></body></html>`,
  ].join("");
}

/** The reason of a sender who is not known stays in the app. */
function rowsOf(
  t: Translate<"email">,
  { before, after, reason }: NotificationParts,
  isKnown: boolean,
) {
  const rows: [label: string, value: string][] = [[t(after ? "oldTime" : "time"), before]];
  if (after) rows.push([t("newTime"), after]);
  if (reason) rows.push([t("reason"), isKnown ? reason : t("reasonHidden")]);
  return rows;
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

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
