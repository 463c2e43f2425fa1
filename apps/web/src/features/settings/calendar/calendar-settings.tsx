"use client";

import type { CalConnectionView } from "@reslot/api";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink, PlainButtonLink } from "@/components/ui/button.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { providersOf } from "@/copy/providers-of.ts";
import type { ConnectProblem } from "@/server/cal-oauth.ts";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { ConnectedCard } from "./connected-card.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { LeftAloneCard } from "./left-alone-card.tsx";
import { lookAgainIn } from "./look-again-in.ts";
import { OAuthCard } from "./oauth-card.tsx";
import { SettingsNav } from "@/features/settings/settings-nav.tsx";
import { WhatWeRead } from "./what-we-read.tsx";
import styles from "@/features/settings/settings.module.css";

/** What has just changed. */
type News = "connectedNow" | "disconnected";

/** How the person came to this page. */
export interface Arrival {
  /** The page to return to once connected. */
  returnTo: `/meetings/${string}` | null;
  /** Why connecting at Cal.com failed. */
  problem: ConnectProblem | null;
  /** True for a person who has just connected at Cal.com. */
  isConnected: boolean;
  /** The meeting that the person comes from, whose coach will see when they are busy once they connect. */
  shares?: SharesWith | null;
}

export interface SharesWith {
  bookingUlid: string;
  /** The coach's first name. */
  name: string;
}

/** The calendar connection: its state, connecting and disconnecting, and what it is used for. */
export function CalendarSettings({
  initial,
  arrival: { returnTo, problem: firstProblem, isConnected, shares = null },
}: {
  initial: CalConnectionView;
  arrival: Arrival;
}) {
  const t = useMessages("settings");
  const [news, setNews] = useState<News | null>(isConnected ? "connectedNow" : null);
  const [problem, setProblem] = useState(firstProblem);
  const heading = useRef<HTMLHeadingElement>(null);
  const { data } = api.calConnection.get.useQuery(undefined, {
    initialData: initial,
    refetchInterval: ({ state }) => lookAgainIn(state.data, state.dataUpdateCount),
  });
  function settle(change: News) {
    setProblem(null);
    setNews(change);
    heading.current?.focus(); // the button that was pressed is gone
  }
  return (
    <div className={styles["page"]}>
      <SettingsNav current="calendar" />
      <div className={styles["stack"]}>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t("calendar")}
          </h2>
          <p className="muted">{t(`leads.${leadOf(data)}`, { count: data.upcomingCount })}</p>
        </div>
        {problem && <Problem problem={problem} />}
        {news && <Banner tone="accent" title={t(news)} />}
        {data.status === "needsReconnect" && (
          <Banner tone="warn" title={t("reconnect.title")}>
            {t("reconnect.body")}
          </Banner>
        )}
        {data.brokenCalendars.length > 0 && <BrokenCalendars connection={data} />}
        {returnTo && <Returning to={returnTo} />}
        {data.status !== "notConnected" && (
          <ConnectedCard connection={data} onDisconnected={() => settle("disconnected")} />
        )}
        {data.status !== "connected" && (
          <WaysToConnect
            connection={data}
            returnTo={returnTo}
            shares={shares}
            onConnected={() => settle("connectedNow")}
          />
        )}
        {data.leftAlone.length > 0 && <LeftAloneCard leftAlone={data.leftAlone} />}
        <WhatWeRead />
      </div>
    </div>
  );
}

function leadOf(connection: CalConnectionView) {
  const { status, brokenCalendars, calendarNames, upcomingCount, attendedCount } = connection;
  if (status === "notConnected") {
    if (upcomingCount > 0) return "notConnectedHost";
    return attendedCount > 0 ? "notConnectedGuest" : status;
  }
  if (status !== "connected") return status;
  if (brokenCalendars.length > 0) return "broken";
  return calendarNames?.length === 0 ? "nothing" : status;
}

/** Calendars that Cal.com cannot read any more; mended there. */
function BrokenCalendars({ connection }: { connection: CalConnectionView }) {
  const t = useMessages("settings");
  const { brokenCalendars, calendarsUrl } = connection;
  return (
    <Banner
      tone="warn"
      title={t("brokenTitle", { provider: providersOf(brokenCalendars) })}
      action={
        <PlainButtonLink size="sm" href={calendarsUrl}>
          {t("mend")}
        </PlainButtonLink>
      }
    >
      {t("brokenBody")}
    </Banner>
  );
}

function Problem({ problem }: { problem: ConnectProblem }) {
  const t = useMessages("connect");
  return (
    <Banner tone="danger" role="alert" title={t(`${problem}.title`)}>
      {t(`${problem}.body`)}
    </Banner>
  );
}

/** The ways to connect: signing in at Cal.com, where OAuth is set up, and an API key. */
function WaysToConnect({
  connection,
  returnTo,
  shares,
  onConnected,
}: {
  connection: CalConnectionView;
  returnTo: Arrival["returnTo"];
  shares: SharesWith | null;
  onConnected: () => void;
}) {
  const router = useRouter();
  const { oauthAvailable, status } = connection;
  function goOn() {
    onConnected();
    if (returnTo) router.push(returnTo);
  }
  const bookingUlid = shares?.bookingUlid ?? null;
  const keyForm = (
    <ConnectForm bookingUlid={bookingUlid} isSecond={oauthAvailable} onConnected={goOn} />
  );
  return (
    <>
      {shares && <Sharing name={shares.name} />}
      {oauthAvailable ? (
        <OAuthCard
          href={paths.connectCal(returnTo, bookingUlid)}
          isAgain={status === "needsReconnect"}
        >
          {keyForm}
        </OAuthCard>
      ) : (
        keyForm
      )}
    </>
  );
}

/** What connecting from a meeting means, before the click. */
function Sharing({ name }: { name: string }) {
  const t = useMessages("sharing");
  return (
    <Banner tone="accent" title={t("connectingTitle", { name })}>
      {t("connecting")}
    </Banner>
  );
}

function Returning({ to }: { to: `/meetings/${string}` }) {
  const t = useMessages("settings");
  return (
    <Banner
      tone="accent"
      title={t("returning.title")}
      action={
        <ButtonLink size="sm" href={to}>
          {t("returning.link")}
        </ButtonLink>
      }
    >
      {t("returning.body")}
    </Banner>
  );
}
