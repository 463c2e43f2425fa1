import type { BookingDetails } from "@reslot/api";
import { peopleOf } from "@reslot/react";
import { Check, CircleMinus, EyeOff, TriangleAlert } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { AskToShare } from "@/features/sharing/ask-to-share.tsx";
import { paths } from "@/paths.ts";
import styles from "./meeting.module.css";
import steps from "@/components/ui/steps.module.css";

type Connection = BookingDetails["menteeConnection"];

/** Whose calendars are read for a move. */
export function MeetingCalendars({
  booking,
  myConnection,
}: {
  booking: BookingDetails;
  myConnection: Connection;
}) {
  const { role, other } = peopleOf(booking);
  const t = useMessages("meeting");
  return (
    <Card isPadded className="grid gap-3">
      <h2>{t("calendars.title")}</h2>
      <ul className={steps.steps}>
        <CalendarState name={t("calendars.you")} state={myConnection} />
        {role === "coach" && (
          <CalendarState name={other.firstName} state={booking.menteeConnection} />
        )}
      </ul>
      {booking.menteeConnection === "notShared" && <AskToShare booking={booking} />}
      <Link className={`${styles.onScreen} small`} href={paths.calendarSettings}>
        {t("calendars.reads")}
      </Link>
    </Card>
  );
}

const stateIcons = {
  connected: Check,
  notConnected: CircleMinus,
  needsReconnect: TriangleAlert,
  notShared: EyeOff,
} as const;

function CalendarState({ name, state }: { name: string; state: Connection }) {
  const t = useMessages("meeting");
  const Icon = stateIcons[state];
  return (
    <li>
      <Icon className={state === "connected" ? steps.done : undefined} />
      <div>
        <b className="strong">
          <Typed text={name} />
        </b>
        <span>{t(`calendars.${state}`)}</span>
      </div>
    </li>
  );
}
