import { cityOf, deviceTimeZone, formerCityOf } from "@reslot/cal/time";

/** An entry of a list of time zones. */
export interface ListedZone {
  readonly timeZone: string;
  /** What its city was called before, in an entry that is listed by that name, for people who type it. */
  readonly former: string | null;
}

/** Every time zone that this browser knows: the device's first, then by the name of the city, former names included. */
export function allZones(): ListedZone[] {
  const zones = Intl.supportedValuesOf("timeZone").flatMap((timeZone): ListedZone[] => {
    const former = formerCityOf(timeZone);
    const present = { timeZone, former: null };
    return former === null ? [present] : [present, { timeZone, former }];
  });
  const nameOf = ({ timeZone, former }: ListedZone) => former ?? cityOf(timeZone);
  const sorted = zones.toSorted((left, right) => nameOf(left).localeCompare(nameOf(right), "en"));
  const device = deviceTimeZone();
  const others = sorted.filter(({ timeZone, former }) => timeZone !== device || former !== null);
  return [{ timeZone: device, former: null }, ...others];
}
