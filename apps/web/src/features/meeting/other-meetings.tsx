"use client";

import type { BookingDetails } from "@reslot/api";
import { type Display, parseInstant } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatDayTime } from "@reslot/react/time";
import { Link } from "@/components/ui/link.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import styles from "./meeting.module.css";

const shown = 3;
/** Itself, and some that were cancelled, may be among them. */
const asked = 10;

/** The next meetings with the same person. Nothing while they are not known. */
export function OtherMeetings({ booking, display }: { booking: BookingDetails; display: Display }) {
  const t = useMessages("meeting");
  const { personUlid } = booking.counterpart;
  const { data } = api.booking.list.useQuery({
    when: "upcoming",
    withPersonUlid: personUlid,
    limit: asked,
  });
  const others = (data?.items ?? []).filter(
    ({ ulid, status }) => ulid !== booking.ulid && (status === "accepted" || status === "pending"),
  );
  if (others.length === 0) return null;
  return (
    <Card isPadded className={`grid gap-1 ${styles.onScreen}`}>
      <h2>{t("others.title", { name: peopleOf(booking).other.firstName })}</h2>
      <ul className={styles.others}>
        {others.slice(0, shown).map(({ ulid, title, startTime }) => (
          <li key={ulid}>
            <Link href={paths.meeting(ulid)}>
              <span>{formatDayTime(parseInstant(startTime), display)}</span>
              <span className="small muted">
                <Typed text={title} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
