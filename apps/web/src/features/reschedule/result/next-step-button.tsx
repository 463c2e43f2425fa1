import type { BookingDetails } from "@reslot/api";
import { nextSteps, type Trouble } from "@reslot/react";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";

/** The next step after a refusal, where choosing another time is not enough. */
export function NextStepButton({
  trouble,
  booking,
  here,
}: {
  trouble: Pick<Trouble, "code" | "details">;
  booking: BookingDetails;
  here: string;
}) {
  const t = useMessages("refusal");
  const next = nextSteps[trouble.code];
  switch (next) {
    case "connect":
    case "reconnect":
      // Only the owner of a connection can renew it.
      return isTheirs(trouble, booking) ? null : (
        <ButtonLink
          size="sm"
          href={`${paths.calendarSettings}?returnTo=${encodeURIComponent(here)}`}
        >
          {t(`next.${next}`)}
        </ButtonLink>
      );
    case "signIn":
      return (
        <ButtonLink size="sm" href={{ pathname: paths.signIn }}>
          {t(`next.${next}`)}
        </ButtonLink>
      );
    case "goToMeetings":
      return (
        <ButtonLink size="sm" href={paths.meetings}>
          {t(`next.${next}`)}
        </ButtonLink>
      );
    case "openMeeting":
    case "wait":
      return (
        <ButtonLink size="sm" href={paths.meeting(booking.ulid)}>
          {t(`next.${next}`)}
        </ButtonLink>
      );
    case "reload":
      return (
        <Button size="sm" onClick={() => window.location.reload()}>
          {t(`next.${next}`)}
        </Button>
      );
    case "chooseAnother":
    case "confirm":
    case "retry":
      return null;
  }
}

function isTheirs(
  { details: { who } }: Pick<Trouble, "details">,
  { role }: BookingDetails,
): boolean {
  return typeof who === "string" && who !== role;
}
