"use client";

import type { CalConnectionView } from "@reslot/api";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { connectProblems } from "@/copy/connect-problems.ts";
import { en } from "@/copy/en.ts";
import type { ConnectProblem } from "@/server/cal-oauth.ts";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { ConnectedCard } from "./connected-card.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { OAuthCard } from "./oauth-card.tsx";
import { WhatWeRead } from "./what-we-read.tsx";

const words = en.settings;

const leads = {
  connected: words.connectedLead,
  notConnected: words.notConnectedLead,
  needsReconnect: words.reconnectLead,
} as const;

/** How the person came to this page. */
export interface Arrival {
  /** The page to return to once connected. */
  returnTo: `/meetings/${string}` | null;
  /** Why connecting at Cal.com failed. */
  problem: ConnectProblem | null;
  /** True for a person who has just connected at Cal.com. */
  isConnected: boolean;
}

/** The calendar connection: its state, connecting and disconnecting, and what it is used for. */
export function CalendarSettings({
  initial,
  arrival: { returnTo, problem: firstProblem, isConnected },
}: {
  initial: CalConnectionView;
  arrival: Arrival;
}) {
  const [news, setNews] = useState<string | null>(isConnected ? words.connectedNow : null);
  const [problem, setProblem] = useState(firstProblem);
  const { data } = api.calConnection.get.useQuery(undefined, { initialData: initial });
  function settle(text: string) {
    setProblem(null);
    setNews(text);
  }
  return (
    <div className="set">
      <nav className="sidenav" aria-label={words.nav}>
        <Link href={paths.calendarSettings} aria-current="page">
          {words.calendar}
        </Link>
      </nav>
      <div className="grid gap-5">
        <div>
          <h2>{words.calendar}</h2>
          <p className="muted">{leads[data.status]}</p>
        </div>
        {problem && (
          <Banner tone="danger" role="alert" title={connectProblems[problem].title}>
            {connectProblems[problem].body}
          </Banner>
        )}
        {news && <Banner tone="accent" title={news} />}
        {data.status === "needsReconnect" && (
          <Banner tone="warn" title={words.reconnect.title}>
            {words.reconnect.body}
          </Banner>
        )}
        {returnTo && <Returning to={returnTo} />}
        {data.status !== "notConnected" && (
          <ConnectedCard connection={data} onDisconnected={() => settle(words.disconnected)} />
        )}
        {data.status !== "connected" && (
          <WaysToConnect
            connection={data}
            returnTo={returnTo}
            onConnected={() => settle(words.connectedNow)}
          />
        )}
        <WhatWeRead />
      </div>
    </div>
  );
}

/** The ways to connect: signing in at Cal.com, where OAuth is set up, and an API key. */
function WaysToConnect({
  connection,
  returnTo,
  onConnected,
}: {
  connection: CalConnectionView;
  returnTo: Arrival["returnTo"];
  onConnected: () => void;
}) {
  const router = useRouter();
  const { oauthAvailable, status } = connection;
  function goOn() {
    onConnected();
    if (returnTo) router.push(returnTo);
  }
  return (
    <div className={oauthAvailable ? "two" : undefined}>
      {oauthAvailable && <OAuthCard returnTo={returnTo} isAgain={status === "needsReconnect"} />}
      <ConnectForm isSecond={oauthAvailable} onConnected={goOn} />
    </div>
  );
}

function Returning({ to }: { to: `/meetings/${string}` }) {
  const { title, body, link } = words.returning;
  return (
    <Banner
      tone="accent"
      title={title}
      action={
        <ButtonLink size="sm" href={to}>
          {link}
        </ButtonLink>
      }
    >
      {body}
    </Banner>
  );
}
