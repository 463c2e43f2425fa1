"use client";

import { zoneLabel } from "@reslot/cal/time";
import { useMessages } from "@/copy/messages-provider.tsx";
import { useDisplayContext } from "./display.tsx";
import { useNow } from "./use-now.ts";

/** Says in which time zone the times of a page are: "Vancouver, UTC−7". */
export function YourZone() {
  const { display, isZoneKnown } = useDisplayContext();
  const now = useNow(60_000);
  const t = useMessages("meetings");
  if (!isZoneKnown) return <p>{t("zoneNotSet")}</p>;
  return <p>{t("yourZone", { zone: zoneLabel(now, display.timeZone) })}</p>;
}
