import type { CalBooking } from "@reslot/cal";
import type { CalConnection, LeftAlone } from "@reslot/db";
import { plainText } from "@reslot/messages";
import { foldAddress } from "../core/address/fold-address.ts";
import type { Imported } from "./import-booking.ts";

const reasons = {
  created: null,
  known: null,
  strangers: "noAccount",
  seated: "seated",
  severalPeople: "severalPeople",
  unsupported: "unsupported",
} as const satisfies Record<Imported, LeftAlone["reason"] | null>;

/** More lines than this are of no use on a page. */
const maxLines = 50;
const maxNameLength = 100;

/** The bookings that were not imported, counted by person and reason, the most numerous first. */
export function summarizeLeftAlone(
  seen: readonly { booking: CalBooking; outcome: Imported }[],
  coach: Pick<CalConnection, "calEmail">,
): LeftAlone[] {
  const lines = new Map<string, LeftAlone>();
  for (const { booking, outcome } of seen) {
    const reason = isWithOneself(booking, coach) ? "unsupported" : reasons[outcome];
    if (reason === null) continue;
    const name = nameOf(booking);
    const key = `${reason} ${name}`;
    lines.set(key, { name, reason, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()]
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, maxLines);
}

function isWithOneself(
  { attendees: [attendee] }: CalBooking,
  { calEmail }: Pick<CalConnection, "calEmail">,
): boolean {
  const address = attendee?.email;
  return Boolean(address && calEmail) && foldAddress(address ?? "") === foldAddress(calEmail ?? "");
}

function nameOf({ attendees: [attendee] }: CalBooking): string {
  const inWords = (text: string | null | undefined) => plainText(text ?? "", maxNameLength);
  return inWords(attendee?.name) || inWords(attendee?.email);
}
