import type { BookingWithUsers } from "@reslot/db";
import { messagesFor } from "@reslot/messages/catalogue";
import { composeParts, type NotificationFacts, type NotificationParts } from "./compose-text.ts";
import type { MailMessage } from "../infra/resend-mailer.ts";
import { withInertLinks } from "./inert-links.ts";

const t = messagesFor("en", "email");

interface MailToCompose extends NotificationFacts {
  booking: BookingWithUsers;
  appOrigin: string;
  unsubscribeToken: string;
  idempotencyKey: string;
}

/**
 * The mail for a notification: the same words as in the app, the old and the new time in the
 * zone in which the recipient reads them, and a link to the meeting. Everything a person typed is escaped, in
 * one line, and no link.
 */
export function composeMail(facts: MailToCompose): MailMessage {
  const { appOrigin, unsubscribeToken, idempotencyKey } = facts;
  const parts = inLines(composeParts(withInertLinks(facts)));
  const reader = facts.booking[facts.reader];
  const link = new URL(`/meetings/${facts.booking.ulid}`, appOrigin).href;
  const stop = new URL(`/api/unsubscribe/${unsubscribeToken}`, appOrigin).href;
  const letter = { name: oneLine(reader.name), link, stop };
  return {
    to: reader.email,
    subject: parts.headline,
    text: toText(parts, letter),
    html: toHtml(parts, letter),
    unsubscribeUrl: stop,
    idempotencyKey,
  };
}

/** What a person typed must not look like a line of ours, such as another time. */
function inLines({ headline, before, after, reason, followUp, zoneNote }: NotificationParts) {
  return {
    headline: oneLine(headline),
    before: oneLine(before),
    after: after && oneLine(after),
    reason: reason && oneLine(reason),
    followUp: followUp && oneLine(followUp),
    zoneNote: zoneNote && oneLine(zoneNote),
  };
}

interface Letter {
  name: string;
  /** To the meeting. */
  link: string;
  /** To where mail is stopped. */
  stop: string;
}

function toText(parts: NotificationParts, { name, link, stop }: Letter): string {
  const lines = [
    t("hello", { name }),
    t("sentence", { headline: parts.headline }),
    ...rowsOf(parts).map(([label, value]) => t("row", { label, value })),
    ...(parts.zoneNote ? [parts.zoneNote] : []),
    ...(parts.followUp ? [parts.followUp] : []),
    t("row", { label: t("see"), value: link }),
    t("why"),
    t("row", { label: t("stop"), value: stop }),
  ];
  return `${lines.join("\n\n")}\n`;
}

function toHtml(parts: NotificationParts, { name, link, stop }: Letter): string {
  const rows = rowsOf(parts).map(
    ([label, value]) =>
      `<tr><th style="text-align:left;padding:4px 16px 4px 0;font-weight:600">${escape(label)}</th><td style="padding:4px 0">${escape(value)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(parts.headline)}</title></head>`,
    `<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#1a1a1a">`,
    `<p>${escape(t("hello", { name }))}</p><p>${escape(t("sentence", { headline: parts.headline }))}</p>`,
    `<table style="border-collapse:collapse">${rows.join("")}</table>`,
    parts.zoneNote ? `<p>${escape(parts.zoneNote)}</p>` : "",
    parts.followUp ? `<p>${escape(parts.followUp)}</p>` : "",
    `<p><a href="${escape(link)}">${escape(t("see"))}</a></p>`,
    `<p style="font-size:13px;color:#5a6966">${escape(t("why"))} <a href="${escape(stop)}" style="color:#5a6966">${escape(t("stop"))}</a></p></body></html>`,
  ].join("");
}

function rowsOf({ before, after, reason }: NotificationParts): [string, string][] {
  return [
    [t(after ? "oldTime" : "time"), before],
    ...(after ? ([[t("newTime"), after]] satisfies [string, string][]) : []),
    ...(reason ? ([[t("reason"), reason]] satisfies [string, string][]) : []),
  ];
}

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
