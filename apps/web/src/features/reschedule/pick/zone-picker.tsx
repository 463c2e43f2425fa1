"use client";

import { cityOf, deviceTimeZone, zoneLabel } from "@reslot/cal/time";
import { ChevronDown, Globe } from "lucide-react";
import { useId, useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";
import { allZones, type ListedZone } from "@/time/all-zones.ts";
import { buttonClass } from "@/components/ui/button.tsx";
import styles from "./zone-picker.module.css";

/**
 * Chooses the time zone of what is shown: the reader's, the other person's, the device's, or any. The
 * choice becomes the reader's own zone everywhere, except that the other person's is only looked at. A
 * native select: typing finds a city, and phones show their own picker. The full list is filled in
 * on first focus.
 */
export function ZonePicker({ other }: { other: { firstName: string; timeZone: string | null } }) {
  const { display, isZoneKnown, profileTimeZone, saveTimeZone, showTimeZone } = useDisplayContext();
  const now = useNow(60_000);
  const id = useId();
  const [all, setAll] = useState<readonly ListedZone[]>([]);
  const t = useMessages("zone");
  const near = [...new Set([profileTimeZone, other.timeZone])].filter((zone) => zone !== null);
  const textOf = (timeZone: string) => {
    const zone = zoneLabel(now, timeZone);
    if (!isZoneKnown && timeZone === display.timeZone) return t("notSet", { zone });
    if (timeZone === profileTimeZone) return t("yours", { zone });
    return timeZone === other.timeZone ? t("theirs", { zone, name: other.firstName }) : zone;
  };
  const isListed =
    near.includes(display.timeZone) || all.some(({ timeZone }) => timeZone === display.timeZone);
  const isOther = ({ timeZone, former }: ListedZone) => former !== null || !near.includes(timeZone);
  const choose = (chosen: string) => {
    const isOnlyLooking = profileTimeZone !== null && chosen === other.timeZone;
    (isOnlyLooking && chosen !== deviceTimeZone() ? showTimeZone : saveTimeZone)(chosen);
  };
  const fill = () => {
    if (all.length === 0) setAll(allZones());
  };

  return (
    <div className={buttonClass({ size: "sm", variant: "quiet" }, styles.zone)}>
      <label className="sr-only" htmlFor={id}>
        {t("label")}
      </label>
      <Globe className="icon-sm" />
      <span className={styles.shown} aria-hidden="true">
        {isZoneKnown ? zoneLabel(now, display.timeZone) : textOf(display.timeZone)}
      </span>
      <select
        id={id}
        value={display.timeZone}
        onFocus={fill}
        onPointerDown={fill}
        onChange={(event) => choose(event.target.value)}
      >
        {!isListed && <option value={display.timeZone}>{textOf(display.timeZone)}</option>}
        {near.map((zone) => (
          <option key={zone} value={zone} label={textOf(zone)}>
            {textOf(zone)}
          </option>
        ))}
        <OtherZones zones={all.filter(isOther)} now={now} />
      </select>
      <ChevronDown className="icon-sm" />
    </div>
  );
}

function OtherZones({ zones, now }: { zones: readonly ListedZone[]; now: number }) {
  const t = useMessages("zone");
  const { display } = useDisplayContext();
  if (zones.length === 0) return null;
  return (
    <optgroup label={t("all")}>
      {zones.map(({ timeZone, former }) => (
        <option key={`${timeZone} ${former}`} value={timeZone}>
          {timeZone === display.timeZone && former === null
            ? zoneLabel(now, timeZone)
            : t(former === null ? "inRegion" : "formerly", {
                former: former ?? "",
                city: cityOf(timeZone),
                region: timeZone.split("/")[0] ?? "",
              })}
        </option>
      ))}
    </optgroup>
  );
}
