import type { Availability } from "@reslot/api";
import { minuteMs } from "@reslot/cal/time";
import type { People } from "@reslot/react";
import { RotateCw } from "lucide-react";
import { Banner } from "@/components/ui/banner.tsx";
import { Button, PlainButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useTimeWords } from "@/copy/use-time-words.ts";
import { providersOf } from "@/copy/providers-of.ts";
import { useConnectHref } from "@/features/connect/use-connect-href.ts";
import { api } from "@/trpc/react.tsx";

interface WarningProps {
  people: People;
  checks: Availability["checks"];
  /** Whether the mentee's connection has expired, rather than never existed. */
  isAgain: boolean;
  /** This page with its day and choice, to come back to. */
  here: string;
  /** The meeting, where connecting from here lets its coach see when the mentee is busy; else null. */
  shareFor: string | null;
  onRetry: () => void;
}

/**
 * Says when the mentee's calendar was not read, or only in part, and what can be done about it. Renders
 * nothing when it was.
 */
export function CalendarWarning(props: WarningProps) {
  const t = useMessages("pick");
  const { people, checks, here, isAgain, shareFor } = props;
  const { role, other } = people;
  const { firstName: name } = other;
  switch (checks.mentee) {
    case "checked":
      return null;
    case "unreachable":
      return checks.details.broken.length > 0 ? <Broken {...props} /> : <Unreadable {...props} />;
    case "notShared":
      return (
        <Banner isTight title={t("warning.notSharedTitle", { name })}>
          {t("warning.theirs", { name })}
        </Banner>
      );
    case "nothingToCheck":
      return <NothingToCheck {...props} />;
    case "notConnected":
      if (role === "mentee") return <OwnCalendarMissing {...{ here, isAgain, name, shareFor }} />;
      return (
        <Banner
          isTight
          title={t(isAgain ? "warning.theirsReconnectTitle" : "warning.theirsTitle", { name })}
        >
          {t("warning.theirs", { name })}
        </Banner>
      );
  }
}

function Unreadable({ people, checks, onRetry }: WarningProps) {
  const t = useMessages("pick");
  const { firstName: name } = people.other;
  const { duration } = useTimeWords();
  const { retryAfterMs } = checks.details;
  const why = retryAfterMs === undefined ? "unreadable" : "waiting";
  const wait = duration(Math.max(1, Math.ceil((retryAfterMs ?? 0) / minuteMs)));
  const words = (people.role === "mentee" ? ownWords : theirWords)[why];
  return (
    <Banner
      isTight
      tone="warn"
      title={t(`warning.${words}Title`, { name })}
      action={<Retry onRetry={onRetry} />}
    >
      {t(`warning.${words}`, { name, wait })}
    </Banner>
  );
}

const ownWords = { unreadable: "unreadable", waiting: "waiting" } as const;
const theirWords = { unreadable: "theirsUnreadable", waiting: "theirsWaiting" } as const;

/** A calendar connection in the mentee's Cal.com account has stopped working; only its owner can mend it. */
function Broken({ people, checks, onRetry }: WarningProps) {
  const t = useMessages("pick");
  const isMine = people.role === "mentee";
  const { firstName: name } = people.other;
  const provider = providersOf(checks.details.broken);
  return (
    <Banner
      isTight
      tone="warn"
      title={t(isMine ? "warning.brokenTitle" : "warning.theirsBrokenTitle", { name, provider })}
      action={
        <>
          {isMine && <CalendarsLink text={t("warning.mend")} />}
          <Retry onRetry={onRetry} />
        </>
      }
    >
      {t(isMine ? "warning.broken" : "warning.theirsUnreadable", { name })}
    </Banner>
  );
}

function NothingToCheck({ people, onRetry }: WarningProps) {
  const t = useMessages("pick");
  const { firstName: name } = people.other;
  if (people.role !== "mentee") {
    return (
      <Banner isTight title={t("warning.theirsNothingTitle", { name })}>
        {t("warning.theirsNothing", { name })}
      </Banner>
    );
  }
  return (
    <Banner
      isTight
      title={t("warning.nothingTitle")}
      action={
        <>
          <CalendarsLink text={t("warning.addCalendar")} />
          <Retry onRetry={onRetry} />
        </>
      }
    >
      {t("warning.nothing")}
    </Banner>
  );
}

function Retry({ onRetry }: Pick<WarningProps, "onRetry">) {
  const t = useMessages("pick");
  return (
    <Button size="sm" onClick={onRetry}>
      <RotateCw />
      {t("warning.tryAgain")}
    </Button>
  );
}

/** To the page of Cal.com where calendars are connected. */
function CalendarsLink({ text }: { text: string }) {
  const { data } = api.calConnection.get.useQuery();
  if (!data) return null;
  return (
    <PlainButtonLink variant="primary" size="sm" href={data.calendarsUrl}>
      {text}
    </PlainButtonLink>
  );
}

function OwnCalendarMissing({
  here,
  isAgain,
  name,
  shareFor,
}: Pick<WarningProps, "here" | "isAgain" | "shareFor"> & {
  /** The coach's. */
  name: string;
}) {
  const t = useMessages("pick");
  const { href } = useConnectHref(here, shareFor);
  return (
    <Banner
      tone="warn"
      title={t(isAgain ? "warning.reconnectTitle" : "warning.notConnectedTitle")}
      isTight
      action={
        <PlainButtonLink variant="primary" size="sm" href={href}>
          {t(isAgain ? "warning.reconnectAction" : "warning.connect")}
        </PlainButtonLink>
      }
    >
      {isAgain ? t("warning.reconnect", { name }) : t("warning.notConnected")}{" "}
      {shareFor !== null && <span>{t("warning.connectingShares", { name })}</span>}
    </Banner>
  );
}
