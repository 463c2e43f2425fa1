"use client";

import { cityOf, deviceTimeZone, zoneLabel } from "@reslot/cal/time";
import { ChevronDown, Globe } from "lucide-react";
import { useId, useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { useMessages } from "@/copy/messages-provider.tsx";

/**
 * Chooses the time zone of what is shown: the reader's, the other person's, the device's, or any. A
 * native select: typing finds a city, and phones show their own picker. The full list is filled in
 * on first focus.
 */
export function ZonePicker({ other }: { other: { firstName: string; timeZone: string } }) {
  const { display, profileTimeZone, setTimeZone } = useDisplayContext();
  const now = useNow(60_000);
  const id = useId();
  const [all, setAll] = useState<readonly string[]>([]);
  const t = useMessages("zone");
  const near = [profileTimeZone, ...(other.timeZone === profileTimeZone ? [] : [other.timeZone])];
  const nearText = (timeZone: string) => {
    const zone = zoneLabel(now, timeZone);
    return timeZone === profileTimeZone
      ? t("yours", { zone })
      : t("theirs", { zone, name: other.firstName });
  };
  const isListed = near.includes(display.timeZone) || all.includes(display.timeZone);
  const fill = () => {
    if (all.length === 0) setAll(allZones());
  };

  return (
    <div className="zone">
      <label className="sr" htmlFor={id}>
        {t("label")}
      </label>
      <Globe className="i" />
      <select
        id={id}
        className="btn btn-secondary"
        value={display.timeZone}
        onFocus={fill}
        onPointerDown={fill}
        onChange={(event) => setTimeZone(event.target.value)}
      >
        {!isListed && <option value={display.timeZone}>{zoneLabel(now, display.timeZone)}</option>}
        {near.map((zone) => (
          <option key={zone} value={zone} label={nearText(zone)}>
            {nearText(zone)}
          </option>
        ))}
        {all.length > 0 && (
          <optgroup label={t("all")}>
            {all
              .filter((zone) => !near.includes(zone))
              .map((zone) => (
                <option key={zone} value={zone}>
                  {zone === display.timeZone
                    ? zoneLabel(now, zone)
                    : t("inRegion", { city: cityOf(zone), region: zone.split("/")[0] ?? "" })}
                </option>
              ))}
          </optgroup>
        )}
      </select>
      <ChevronDown className="i i-sm" />
    </div>
  );
}

function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  const sorted = zones.toSorted((left, right) => cityOf(left).localeCompare(cityOf(right), "en"));
  return [...new Set([deviceTimeZone(), ...sorted])];
}
