import { RotateCw } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button, PlainButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import type { People } from "@/components/display/people.ts";
import { api } from "@/trpc/react.tsx";
import type { MenteeCheck } from "@/features/reschedule/slots/slots.ts";

const words = en.reschedule.warning;

/**
 * Says when the mentee's calendar was not read, and what can be done about it. Renders nothing when
 * it was.
 */
export function CalendarWarning({
  people,
  check,
  isAgain,
  here,
  onRetry,
}: {
  people: People;
  check: MenteeCheck;
  /** Whether the mentee's connection has expired, rather than never existed. */
  isAgain: boolean;
  /** This page with its day and choice, to come back to. */
  here: string;
  onRetry: () => void;
}) {
  const { role, other } = people;
  if (check === "checked") return null;
  if (check === "unreachable") {
    const isMine = role === "mentee";
    return (
      <Banner
        tone="warn"
        title={isMine ? words.unreachableYou : words.unreachable(other.firstName)}
        action={
          <Button size="sm" onClick={onRetry}>
            <RotateCw className="i" />
            {en.frame.tryAgain}
          </Button>
        }
      >
        {isMine
          ? words.unreachableYouBody(other.firstName)
          : words.unreachableBody(other.firstName)}
      </Banner>
    );
  }
  if (role === "mentee") return <OwnCalendarMissing here={here} isAgain={isAgain} />;
  return (
    <Banner title={words.coachNotConnectedTitle(other.firstName)}>
      {words.coachNotConnected(other.firstName)}
    </Banner>
  );
}

function OwnCalendarMissing({ here, isAgain }: { here: string; isAgain: boolean }) {
  const [isAccepted, setIsAccepted] = useState(false);
  const { data: connection } = api.calConnection.get.useQuery();
  const connect = (
    <PlainButtonLink
      variant="primary"
      size="sm"
      href={
        connection?.oauthAvailable
          ? paths.connectCal(here)
          : `${paths.calendarSettings}?returnTo=${encodeURIComponent(here)}`
      }
    >
      {isAgain ? words.reconnectAction : words.connect}
    </PlainButtonLink>
  );
  return (
    <Banner
      tone="warn"
      title={isAgain ? words.reconnectTitle : words.notConnectedTitle}
      action={
        <>
          {connect}
          {!isAgain && !isAccepted && (
            <Button variant="quiet" size="sm" onClick={() => setIsAccepted(true)}>
              {words.continueWithout}
            </Button>
          )}
        </>
      }
    >
      {isAgain ? words.reconnect : words.notConnected}
    </Banner>
  );
}
