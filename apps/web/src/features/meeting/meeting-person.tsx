import type { BookingDetails } from "@reslot/api";
import { type Display, zoneLabel } from "@reslot/cal/time";
import { peopleOf } from "@reslot/react";
import { formatTime } from "@reslot/react/time";
import { Mail } from "lucide-react";
import { useNow } from "@/components/display/use-now.ts";
import { PlainButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Typed } from "@/components/ui/typed.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import styles from "./meeting.module.css";

/** The other person: their address where they share it, and what their clock shows now. */
export function MeetingPerson({ booking, display }: { booking: BookingDetails; display: Display }) {
  const t = useMessages("meeting");
  const { other } = peopleOf(booking);
  const { email } = booking.counterpart;
  return (
    <Card isPadded className="grid grid-cols-1 gap-2">
      <h2>
        <Typed text={other.name} />
      </h2>
      <p className="small muted">
        {email !== null && (
          <span className={styles.quiet}>
            <Typed text={email} />
          </span>
        )}
        <TheirClock timeZone={other.timeZone} display={display} />
      </p>
      {email !== null && (
        <div className={`${styles.buttons} ${styles.onScreen}`}>
          <PlainButtonLink
            size="sm"
            href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`}
          >
            <Mail />
            {t("email", { name: other.firstName })}
          </PlainButtonLink>
        </div>
      )}
    </Card>
  );
}

function TheirClock({ timeZone, display }: { timeZone: string | null; display: Display }) {
  const t = useMessages("meeting");
  const now = useNow(30_000);
  if (timeZone === null) return t("theirZoneNotSet");
  const time = formatTime(now, { ...display, timeZone });
  return t("thereNow", { zone: zoneLabel(now, timeZone), time });
}
