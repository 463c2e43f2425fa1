import { RotateCw } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button, PlainButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { paths } from "@/paths.ts";
import type { People } from "@/components/display/people.ts";
import { api } from "@/trpc/react.tsx";
import type { MenteeCheck } from "@/features/reschedule/slots/slots.ts";

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
  const t = useMessages("pick");
  const { role, other } = people;
  const { firstName: name } = other;
  if (check === "checked") return null;
  if (check === "unreachable") {
    const isMine = role === "mentee";
    return (
      <Banner
        tone="warn"
        title={isMine ? t("warning.unreadableTitle") : t("warning.theirsUnreadableTitle", { name })}
        action={
          <Button size="sm" onClick={onRetry}>
            <RotateCw className="i" />
            {t("warning.tryAgain")}
          </Button>
        }
      >
        {t(isMine ? "warning.unreadable" : "warning.theirsUnreadable", { name })}
      </Banner>
    );
  }
  if (role === "mentee") return <OwnCalendarMissing {...{ here, isAgain, name }} />;
  return (
    <Banner title={t("warning.theirsTitle", { name })}>{t("warning.theirs", { name })}</Banner>
  );
}

function OwnCalendarMissing({
  here,
  isAgain,
  name,
}: {
  here: string;
  isAgain: boolean;
  /** The coach's. */
  name: string;
}) {
  const t = useMessages("pick");
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
      {t(isAgain ? "warning.reconnectAction" : "warning.connect")}
    </PlainButtonLink>
  );
  return (
    <Banner
      tone="warn"
      title={t(isAgain ? "warning.reconnectTitle" : "warning.notConnectedTitle")}
      action={
        <>
          {connect}
          {!isAgain && !isAccepted && (
            <Button variant="quiet" size="sm" onClick={() => setIsAccepted(true)}>
              {t("warning.continueWithout")}
            </Button>
          )}
        </>
      }
    >
      {isAgain ? t("warning.reconnect", { name }) : t("warning.notConnected")}
    </Banner>
  );
}
