import { asIfUtc } from "./zone-offsets.ts";

/** How a person reads times: a locale decides the form, an IANA zone the wall clock. */
export interface Display {
  readonly locale: string;
  readonly timeZone: string;
}

/** Which fields are shown, and how. The zone comes with each reader. */
export type DateTimeForm = Omit<Intl.DateTimeFormatOptions, "timeZone" | "timeZoneName">;

/**
 * Prepares a form of date and time, and returns the function that gives an instant's parts in it.
 * The wall clock is the one `offsetAt` knows; only the words and their order are the platform's,
 * which makes one `Intl.DateTimeFormat` per form and locale, kept from the first use on.
 *
 * @throws {RangeError} from the returned function, when the runtime knows no such locale or zone.
 */
export function zonedFormat(
  form: DateTimeForm,
): (instant: number, display: Display) => Intl.DateTimeFormatPart[] {
  const formatters = new Map<string, Intl.DateTimeFormat>();
  return (instant, { locale, timeZone }) => {
    let formatter = formatters.get(locale);
    if (!formatter) {
      formatter = new Intl.DateTimeFormat(locale, { ...form, timeZone: "UTC" });
      formatters.set(locale, formatter);
    }
    return formatter.formatToParts(asIfUtc(instant, timeZone));
  };
}
