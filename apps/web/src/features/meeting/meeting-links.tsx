import type { BookingDetails } from "@reslot/api";
import { minuteMs, parseInstant } from "@reslot/cal/time";
import { CalendarPlus, SquareArrowOutUpRight, Video } from "lucide-react";
import { useNow } from "@/components/display/use-now.ts";
import { PlainButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import styles from "./meeting.module.css";

const elsewhere = { target: "_blank", rel: "noreferrer noopener" } as const;
const soonMs = 10 * minuteMs;

/** Ways out of the page: to the call, to the reader's calendar, to Cal.com. */
export function MeetingLinks({
  booking,
  calUrl,
}: {
  booking: BookingDetails;
  /** Cal.com's app, for a reader who has an account there; else null. */
  calUrl: string | null;
}) {
  const t = useMessages("meeting");
  const now = useNow(30_000);
  const takesPlace = booking.status === "accepted" || booking.status === "pending";
  const isAhead = takesPlace && parseInstant(booking.endTime) > now;
  const isSoon = parseInstant(booking.startTime) - soonMs <= now;
  if (!isAhead && calUrl === null) return null;
  const look = { size: "sm", className: styles.wide } as const;
  return (
    <Card isPadded className={`grid gap-2 ${styles.onScreen}`}>
      <h2>{t("links.title")}</h2>
      {isAhead && booking.joinUrl !== null && (
        <PlainButtonLink
          {...look}
          variant={isSoon ? "primary" : "secondary"}
          href={booking.joinUrl}
          {...elsewhere}
        >
          <Video />
          {t("links.join")}
        </PlainButtonLink>
      )}
      {isAhead && (
        <PlainButtonLink {...look} href={paths.calendarFile(booking.ulid)}>
          <CalendarPlus />
          {t("links.add")}
        </PlainButtonLink>
      )}
      {calUrl !== null && (
        <PlainButtonLink
          {...look}
          href={`${calUrl}/bookings/${listAtCal(booking, now)}`}
          {...elsewhere}
        >
          <SquareArrowOutUpRight />
          {t("links.cal")}
        </PlainButtonLink>
      )}
    </Card>
  );
}

/** The list at Cal.com that has the booking: its own page there is named by a uid that only the server may know. */
function listAtCal({ status, endTime }: BookingDetails, now: number): string {
  if (status === "cancelled" || status === "rejected") return "cancelled";
  if (parseInstant(endTime) <= now) return "past";
  return status === "pending" ? "unconfirmed" : "upcoming";
}
