"use client";

import type { CalConnectionView } from "@reslot/api";
import Link from "next/link";
import { useState } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { en } from "@/copy/en.ts";
import { paths } from "@/paths.ts";
import { api } from "@/trpc/react.tsx";
import { ConnectedCard } from "./connected-card.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { WhatWeRead } from "./what-we-read.tsx";

const words = en.settings;

const leads = {
  connected: words.connectedLead,
  notConnected: words.notConnectedLead,
  needsReconnect: words.reconnectLead,
} as const;

/** The calendar connection: its state, connecting, disconnecting, and what it is used for. */
export function CalendarSettings({
  initial,
  returnTo,
}: {
  initial: CalConnectionView;
  returnTo: `/meetings/${string}` | null;
}) {
  const [news, setNews] = useState<string | null>(null);
  const { data } = api.calConnection.get.useQuery(undefined, { initialData: initial });
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
        {news && <Banner tone="accent" title={news} />}
        {returnTo && (
          <Banner
            tone="accent"
            title={words.returning.title}
            action={
              <ButtonLink size="sm" href={returnTo}>
                {words.returning.link}
              </ButtonLink>
            }
          >
            {words.returning.body}
          </Banner>
        )}
        {data.status !== "notConnected" && (
          <ConnectedCard connection={data} onDisconnected={() => setNews(words.disconnected)} />
        )}
        {data.status !== "connected" && (
          <ConnectForm onConnected={() => setNews(words.connectedNow)} />
        )}
        <WhatWeRead />
      </div>
    </div>
  );
}
