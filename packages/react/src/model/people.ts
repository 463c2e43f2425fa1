import type { BookingDetails, Role } from "@reslot/api";
import { firstNameOf } from "@/components/ui/avatar.tsx";

/** The reader and the other person of a booking. */
export interface People {
  role: Role;
  me: { name: string; timeZone: string | null };
  other: { name: string; timeZone: string | null; role: Role; firstName: string };
}

/** What messages say about a pair: which of the two reads, and the first name of the other. */
export function readerOf({ role, other }: People): { audience: Role; name: string } {
  return { audience: role, name: other.firstName };
}

/** The people of a booking from the reader's side. */
export function peopleOf(booking: Pick<BookingDetails, "role" | "coach" | "mentee">): People {
  const { role, coach, mentee } = booking;
  const [me, other] = role === "coach" ? [coach, mentee] : [mentee, coach];
  const otherRole = role === "coach" ? "mentee" : "coach";
  return { role, me, other: { ...other, role: otherRole, firstName: firstNameOf(other.name) } };
}
