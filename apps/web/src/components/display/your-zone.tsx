"use client";

import { zoneLabel } from "@reslot/cal/time";
import { en } from "@/copy/en.ts";
import { useDisplay } from "./display.tsx";
import { useNow } from "./use-now.ts";

/** "Times are yours: Vancouver, UTC−7" */
export function YourZone() {
  const { timeZone } = useDisplay();
  const now = useNow(60_000);
  return <p>{en.meetings.timesAre(zoneLabel(now, timeZone))}</p>;
}
