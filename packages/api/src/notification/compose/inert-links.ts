import { plainText } from "@reslot/messages";
import type { NotificationFacts } from "./compose-text.ts";

const scheme = /[a-z][a-z\d+.-]*:\/\/+/giu;
/**
 * A dot within what could be a host: "example.com", not "10.30", "e.g." or the end of a sentence. Letters of India and
 * others are written with marks.
 */
const dotOfHost = /(?<=[\p{L}\p{M}\p{N}-])[.。．｡](?=\p{L}[\p{L}\p{M}])/gu;
const numericHost = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g;

/** Plain text in which no mail program finds an address to turn into a link: "https://a.example" is "a[.]example". */
export function withoutLinks(text: string): string {
  return plainText(text)
    .replaceAll(scheme, "")
    .replaceAll(dotOfHost, "[.]")
    .replaceAll(numericHost, (host) => host.replaceAll(".", "[.]"));
}

/** The same facts, in whose names, title and reason nothing can be clicked. */
export function withInertLinks<Facts extends NotificationFacts>(facts: Facts): Facts {
  const { booking, notification } = facts;
  const { title, coach, mentee } = booking;
  return {
    ...facts,
    booking: {
      ...booking,
      title: withoutLinks(title),
      coach: { ...coach, name: withoutLinks(coach.name) },
      mentee: { ...mentee, name: withoutLinks(mentee.name) },
    },
    notification: {
      ...notification,
      reason: notification.reason && withoutLinks(notification.reason),
    },
  };
}
