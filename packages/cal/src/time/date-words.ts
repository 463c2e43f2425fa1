import { type DateTimeForm, type Display, zonedFormat } from "./zoned-format.ts";

/**
 * Prepares a form of date as words in the locale's order, joined by single spaces, since engines disagree on commas
 * and full stops: "Tue 15 Dec 2026", "Di, 15. Dez. 2026".
 */
export function dateWords(form: DateTimeForm): (instant: number, display: Display) => string {
  const partsAt = zonedFormat(form);
  return (instant, display) => {
    const parts = partsAt(instant, display).filter(({ type }) => type !== "literal");
    const isGerman = display.locale.startsWith("de");
    return parts
      .map((part, index) => (isGerman ? inGerman(part, parts[index + 1]) : part.value))
      .join(" ");
  };
}

type Part = Intl.DateTimeFormatPart;

/** A day is an ordinal number, and a comma follows the weekday. */
function inGerman({ type, value }: Part, next: Part | undefined): string {
  if (type === "day") return `${value}.`;
  return type === "weekday" ? `${value.replace(".", "")}${next ? "," : ""}` : value;
}

const timeParts = zonedFormat({ hour: "2-digit", minute: "2-digit" });

/** "13:00" or "1:00 PM", as the locale tells the time. */
export function clockTime(instant: number, display: Display): string {
  const parts = timeParts(instant, display);
  const take = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? "";
  const hour = take("hour");
  const dayPeriod = take("dayPeriod");
  if (!dayPeriod) return `${hour.padStart(2, "0")}:${take("minute")}`;
  return `${Number(hour)}:${take("minute")}\u00a0${dayPeriod}`;
}
