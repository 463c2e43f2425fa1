import type { BookingDetails } from "@reslot/api";
import { firstNameOf, peopleOf } from "@reslot/react";
import { ButtonLink, type ButtonLook, PlainButtonLink } from "@/components/ui/button.tsx";
import { PendingMark } from "./pending-mark.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { RemindCoach } from "@/features/connect/remind-coach.tsx";
import { useConnectHref } from "@/features/connect/use-connect-href.ts";
import { paths } from "@/paths.ts";
import styles from "./move-or-reason.module.css";

type Look = Required<Pick<ButtonLook, "variant">>;

/** The way to a new time; where there is none, why, and what the reader can do about it. */
export function MoveOrReason({
  booking,
  isAsked = false,
}: {
  booking: BookingDetails;
  /** Whether the page asks something else first: its main button is the answer. */
  isAsked?: boolean;
}) {
  const t = useMessages("meeting");
  const notMovable = useMessages("notMovable");
  const { reschedule, role, coach } = booking;
  const { other } = peopleOf(booking);
  const variant = isAsked ? "secondary" : "primary";
  if (reschedule.allowed) {
    return (
      <ButtonLink variant={variant} href={paths.reschedule(booking.ulid)}>
        {t("reschedule")}
        <PendingMark />
      </ButtonLink>
    );
  }
  const { reason } = reschedule;
  return (
    <div className={styles.reason}>
      <p>
        {notMovable(reason, {
          audience: role,
          coach: firstNameOf(coach.name),
          other: other.firstName,
        })}
      </p>
      {reason === "coachNotConnected" && <Remedy {...{ booking, variant }} />}
    </div>
  );
}

function Remedy({ booking, variant }: { booking: BookingDetails } & Look) {
  const t = useMessages("connectFirst");
  if (peopleOf(booking).role === "mentee") return <RemindCoach {...{ booking, variant }} />;
  return <ConnectLink here={paths.meeting(booking.ulid)} text={t("connect")} variant={variant} />;
}

function ConnectLink({ here, text, variant }: { here: string; text: string } & Look) {
  const { href } = useConnectHref(here);
  return (
    <PlainButtonLink variant={variant} href={href}>
      {text}
    </PlainButtonLink>
  );
}
