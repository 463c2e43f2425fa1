import { isolated } from "@reslot/messages";
import { messagesFor } from "@reslot/messages/catalogue";
import { formatStart } from "../../core/format-interval.ts";
import { counterpartOf, readingZoneOf } from "../../core/participant.ts";
import type { NotificationFacts } from "./compose-text.ts";

/** The first words of a mail. */
interface MailOpening {
  subject: string;
  /** Who did what. */
  sentence: string;
  /** Label and value of what the sentence does not name. */
  rows: [label: string, value: string][];
}

/**
 * What a mail begins with. Before its reader has accepted the sender, the subject and the first sentence are
 * ours alone, and name and title follow in rows of their own.
 *
 * @param headline of the same facts, with the title and the name
 */
export function openingOf(
  facts: NotificationFacts,
  { isKnown, headline }: { isKnown: boolean; headline: string },
): MailOpening {
  const { notification, booking, reader, reading } = facts;
  const { title } = booking;
  const t = messagesFor(reading.language, "email");
  const subjects = messagesFor(reading.language, "subjects");
  if (notification.kind === "consentAsked") {
    return {
      subject: t("consentSubject"),
      sentence: t("consentSentence", { headline }),
      rows: [[t("meeting"), isolated(title)]],
    };
  }
  const hasMoved = notification.oldStartTime !== notification.newStartTime;
  const key = notification.note ?? notification.kind;
  const isSameStart = key === "bookingChangedUpstream" && !hasMoved;
  const subject = subjects(isSameStart ? "changed" : key, { when: startOf(facts) });
  if (isKnown) {
    return {
      subject: t("subject", { subject, title }),
      sentence: t("sentence", { headline }),
      rows: [],
    };
  }
  const { actorRole } = notification;
  const by = actorRole === null ? "unknown" : actorRole === reader ? "you" : "other";
  const plain = messagesFor(reading.language, "strangers")(key, {
    by,
    what: hasMoved ? "time" : "other",
  });
  return {
    subject: t("plainSubject", { subject }),
    sentence: t("sentence", { headline: plain }),
    rows: [
      [t("with"), isolated(counterpartOf(booking, reader).name)],
      [t("meeting"), isolated(title)],
    ],
  };
}

/** When the meeting is, or was planned for, as its reader's clock shows it. */
function startOf({ notification, booking, reader, reading }: NotificationFacts): string {
  const { kind, oldStartTime, newStartTime } = notification;
  const isOver = kind === "declined" || kind === "bookingCancelledUpstream";
  const { timeZone, whose } = readingZoneOf(booking, reader);
  const isZoneNamed = whose !== "reader";
  return formatStart(isOver ? oldStartTime : newStartTime, {
    locale: reading.locale,
    timeZone,
    isZoneNamed,
  });
}
