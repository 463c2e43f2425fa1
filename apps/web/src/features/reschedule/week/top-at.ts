import type { Minutes } from "@reslot/react/week";

/** The vertical position of a minute of the day, as a CSS length. */
export function topAt(minutes: number, hours: Minutes): string {
  return `calc(var(--h) * ${(minutes - hours.from) / 60})`;
}
