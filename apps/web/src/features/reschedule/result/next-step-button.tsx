import type { BookingDetails } from "@reslot/api";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import type { Trouble } from "@/features/reschedule/model/trouble.ts";

/** The next step after a refusal, where choosing another time is not enough. */
export function NextStepButton({
  trouble,
  booking,
  here,
}: {
  trouble: Trouble;
  booking: BookingDetails;
  here: string;
}) {
  const { next } = en.errors[trouble.code];
  const text = en.nextSteps[next];
  switch (next) {
    case "connect":
      // Only the owner of a connection can renew it.
      if (typeof trouble.details["who"] === "string" && trouble.details["who"] !== booking.role) {
        return null;
      }
      return (
        <ButtonLink
          size="sm"
          href={`${paths.calendarSettings}?returnTo=${encodeURIComponent(here)}`}
        >
          {text}
        </ButtonLink>
      );
    case "signIn":
      return (
        <ButtonLink size="sm" href={{ pathname: paths.signIn }}>
          {text}
        </ButtonLink>
      );
    case "goToMeetings":
      return (
        <ButtonLink size="sm" href={paths.meetings}>
          {text}
        </ButtonLink>
      );
    case "openMeeting":
    case "wait":
      return (
        <ButtonLink size="sm" href={paths.meeting(booking.ulid)}>
          {text}
        </ButtonLink>
      );
    case "reload":
      return (
        <Button size="sm" onClick={() => window.location.reload()}>
          {text}
        </Button>
      );
    case "chooseAnother":
    case "confirmKnowingly":
    case "retry":
      return null;
  }
}
