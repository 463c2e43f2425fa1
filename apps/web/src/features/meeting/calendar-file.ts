import type { BookingDetails } from "@reslot/api";
import { formatInstant } from "@reslot/cal/time";
import { plainText, type Translate } from "@reslot/messages";
import { peopleOf } from "@reslot/react";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { paths } from "@/paths.ts";

const statuses = {
  accepted: ICalEventStatus.CONFIRMED,
  pending: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
  rejected: ICalEventStatus.CANCELLED,
} as const;

/**
 * A meeting as an iCalendar file (RFC 5545) for its reader's own calendar. A later file of the same meeting has the
 * same UID and a higher SEQUENCE, so that it replaces the entry. Published, because Cal.com is the one that invites.
 */
export function calendarFile(
  booking: BookingDetails,
  { t, appOrigin, now }: { t: Translate<"meeting">; appOrigin: string; now: number },
): string {
  const { ulid, title, startTime, endTime, status, version, joinUrl, location } = booking;
  const link = new URL(paths.meeting(ulid), appOrigin).href;
  const calendar = ical({
    prodId: { company: "Reslot", product: "Reslot", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${ulid}@${new URL(appOrigin).host}`,
    // A confirmation changes no version.
    sequence: 2 * (version - 1) + (status === "pending" ? 0 : 1),
    stamp: formatInstant(now),
    start: startTime,
    end: endTime,
    summary: plainText(t("heading", { title, name: peopleOf(booking).other.name })),
    description: [booking.description, link].filter(Boolean).join("\n\n"),
    location: joinUrl ?? location,
    url: link,
    status: statuses[status],
  });
  return calendar.toString();
}
