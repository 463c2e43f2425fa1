"use client";

import type { CalConnectionView } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { formatDayYear } from "@reslot/react/time";
import { Calendar, CalendarSearch, Check, Clock, TriangleAlert, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { useDisplay } from "@/components/display/display.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Chip } from "@/components/ui/chip.tsx";
import { useMessages } from "@/copy/messages-provider.tsx";
import { Disconnect } from "./disconnect.tsx";
import styles from "@/features/settings/settings.module.css";

/** The existing connection, and disconnecting it. */
export function ConnectedCard({
  connection,
  onDisconnected,
}: {
  connection: CalConnectionView;
  onDisconnected: () => void;
}) {
  const t = useMessages("settings");
  const display = useDisplay();
  const facts = [
    connection.calUsername,
    connection.connectedAt &&
      t("since", { day: formatDayYear(parseInstant(connection.connectedAt), display) }),
    connection.kind && t(`through.${connection.kind}`),
  ];
  return (
    <Card>
      <div className={`${styles["connection"]} ${styles["about"]}`}>
        <span className={styles["logo"]}>
          <Calendar className="icon-lg" />
        </span>
        <div className={styles["grow"]}>
          <div className="flex flex-wrap items-center gap-2">
            <b>{t("cal")}</b>
            <StatusChip status={connection.status} />
          </div>
          <div className="small muted">{facts.filter(Boolean).join(" · ")}</div>
          <WhatIsRead connection={connection} />
          {connection.status === "connected" && connection.upcomingCount > 0 && (
            <p className="small muted mt-2">
              {t("depends", {
                count: connection.upcomingCount,
                people: connection.upcomingPeople,
              })}
            </p>
          )}
        </div>
      </div>
      <div className={`${styles["connection"]} ${styles["foot"]}`}>
        <div className={styles["grow"]}>
          <b>{t("disconnect")}</b>
          <div className="small muted">{t("disconnectNote")}</div>
        </div>
        <Disconnect connection={connection} onDisconnected={onDisconnected} />
      </div>
    </Card>
  );
}

/** What is read from a connected account, and how soon. */
function WhatIsRead({ connection }: { connection: CalConnectionView }) {
  if (connection.status !== "connected") return null;
  return (
    <ul className={`${styles["list"]} ${styles["facts"]} small muted`}>
      <Fact icon={<CalendarSearch />}>
        <Checked names={connection.calendarNames} />
      </Fact>
      <LiveUpdates connection={connection} />
    </ul>
  );
}

function Fact({
  icon,
  isWarning = false,
  children,
}: {
  icon: ReactNode;
  isWarning?: boolean;
  children: ReactNode;
}) {
  return (
    <li className={isWarning ? styles["warned"] : undefined}>
      {icon}
      <span>{children}</span>
    </li>
  );
}

/** Which calendars are checked for conflicts; null: they could not be read. */
function Checked({ names }: { names: readonly string[] | null }) {
  const t = useMessages("settings");
  if (names === null) return t("calendarsNotRead");
  const known = names.filter(Boolean);
  return (
    <>
      {t("calendars", { count: names.length })}
      {known.length > 0 && (
        <>
          {": "}
          <bdi>{known.join(", ")}</bdi>
        </>
      )}
    </>
  );
}

/** Whether changes made in Cal.com arrive at once; if not, why, and what to do. */
function LiveUpdates({ connection }: { connection: CalConnectionView }) {
  const t = useMessages("settings");
  const { webhooks, pollingReason } = connection;
  if (webhooks === "live") return <Fact icon={<Zap />}>{t("updates.live")}</Fact>;
  const reason = pollingReason ?? "settingUp";
  const remedy = remedyFor(connection);
  const needsYou = reason === "notAllowed" && remedy !== "none";
  return (
    <Fact isWarning={needsYou} icon={needsYou ? <TriangleAlert /> : <Clock />}>
      {t(`updates.${reason}`, { remedy })}
    </Fact>
  );
}

/** What lets Cal.com allow live updates: an API key cannot be given more rights. */
function remedyFor({ kind, oauthAvailable }: CalConnectionView): "allow" | "signIn" | "none" {
  if (kind === "oauth") return "allow";
  return oauthAvailable ? "signIn" : "none";
}

function StatusChip({ status }: { status: CalConnectionView["status"] }) {
  const t = useMessages("settings");
  if (status === "connected") {
    return (
      <Chip tone="accent" icon={<Check />}>
        {t("status.connected")}
      </Chip>
    );
  }
  return (
    <Chip tone="danger" icon={<TriangleAlert />}>
      {t(`status.${status}`)}
    </Chip>
  );
}
