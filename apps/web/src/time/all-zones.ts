import { cityOf, deviceTimeZone } from "@reslot/cal/time";

/** Every time zone that this browser knows: the device's first, then by the name of the city. */
export function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  const sorted = zones.toSorted((left, right) => cityOf(left).localeCompare(cityOf(right), "en"));
  return [...new Set([deviceTimeZone(), ...sorted])];
}
