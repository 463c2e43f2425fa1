"use client";

import { cityOf, deviceTimeZone, zoneLabel } from "@reslot/cal/time";
import { ChevronDown, Globe } from "lucide-react";
import { useId, useState } from "react";
import { useDisplayContext } from "@/components/display/display.tsx";
import { useNow } from "@/components/display/use-now.ts";
import { en } from "@/copy/en.ts";

const words = en.frame.zone;

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
  const near = nearZones(profileTimeZone, other);
  const isListed =
    near.some(([zone]) => zone === display.timeZone) || all.includes(display.timeZone);
  const fill = () => {
    if (all.length === 0) setAll(allZones());
  };

  return (
    <div className="zone">
      <label className="sr" htmlFor={id}>
        {words.label}
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
        {near.map(([zone, whose]) => (
          <option key={whose} value={zone} label={`${zoneLabel(now, zone)} (${whose})`}>
            {zoneLabel(now, zone)} ({whose})
          </option>
        ))}
        {all.length > 0 && (
          <optgroup label={words.search}>
            {all
              .filter((zone) => !near.some(([known]) => known === zone))
              .map((zone) => (
                <option key={zone} value={zone}>
                  {zone === display.timeZone
                    ? zoneLabel(now, zone)
                    : `${cityOf(zone)} (${zone.split("/")[0]})`}
                </option>
              ))}
          </optgroup>
        )}
      </select>
      <ChevronDown className="i i-sm" />
    </div>
  );
}

function nearZones(
  mine: string,
  other: { firstName: string; timeZone: string },
): (readonly [zone: string, whose: string])[] {
  const zones: (readonly [string, string])[] = [[mine, words.profile]];
  if (other.timeZone !== mine) zones.push([other.timeZone, words.other(other.firstName)]);
  return zones;
}

function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  const sorted = zones.toSorted((left, right) => cityOf(left).localeCompare(cityOf(right), "en"));
  return [...new Set([deviceTimeZone(), ...sorted])];
}
