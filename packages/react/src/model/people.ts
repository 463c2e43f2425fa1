import type { Display } from "@reslot/cal/time";
import { plainText } from "@reslot/messages";

export type Role = "coach" | "mentee";

interface Person {
  name: string;
  timeZone: string | null;
}

/** The reader and the other person of a booking. */
export interface People {
  role: Role;
  me: Person;
  other: Person & { role: Role; firstName: string };
}

/** What messages say about a pair: which of the two reads, and the first name of the other. */
export function readerOf({ role, other }: People): { audience: Role; name: string } {
  return { audience: role, name: other.firstName };
}

/** The people of a booking from the reader's side. */
export function peopleOf(booking: { role: Role; coach: Person; mentee: Person }): People {
  const { role, coach, mentee } = booking;
  const [me, other] = role === "coach" ? [coach, mentee] : [mentee, coach];
  const otherRole = role === "coach" ? "mentee" : "coach";
  return { role, me, other: { ...other, role: otherRole, firstName: firstNameOf(other.name) } };
}

/** "Sam" for "Sam Okafor". */
export function firstNameOf(name: string): string {
  return plainText(name).split(" ")[0] || name;
}

/** Times for the other person: their time zone, in the reader's locale; null while it is not known. */
export function theirDisplay({ other }: People, display: Display): Display | null {
  return other.timeZone === null ? null : { locale: display.locale, timeZone: other.timeZone };
}
