import type { BookingWithUsers, Notification, User } from "@reslot/db";

/** What asks its reader for an answer is mailed whatever they chose. */
const questions: ReadonlySet<string> = new Set(["asked", "coachNotConnected", "consentAsked"]);

type ToSend = Pick<Notification, "kind" | "note" | "userUlid"> & {
  booking: Pick<BookingWithUsers, "coachUserUlid" | "menteeUserUlid"> & {
    coach: Pick<User, "mailMoved">;
    mentee: Pick<User, "mailMoved">;
  };
};

/**
 * Why a notification is not mailed; null where it is. Where another host took the meeting over while the mail
 * waited, the former one is told that, and no more.
 */
export function whyNoMail({ kind, note, userUlid, booking }: ToSend): string | null {
  const isCoach = userUlid === booking.coachUserUlid;
  if (!isCoach && userUlid !== booking.menteeUserUlid) {
    return note === "formerHost" ? null : "The meeting is no longer theirs.";
  }
  const { mailMoved } = isCoach ? booking.coach : booking.mentee;
  return mailMoved || questions.has(kind) ? null : "The reader wants no mail about moved meetings.";
}
