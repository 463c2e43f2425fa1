import { parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { expect, it } from "vitest";
import type { OfferedTimes } from "../model/offered-times.ts";
import type { People } from "../model/people.ts";
import { dayFacts } from "./day-facts.ts";
import { daysView } from "./days-view.ts";

const day = "2026-12-15";
const current = {
  start: parseInstant("2026-12-14T18:00:00Z"),
  end: parseInstant("2026-12-14T18:45:00Z"),
};
const people: People = {
  role: "coach",
  me: { name: "Sam Okafor", timeZone: "Europe/London" },
  other: { name: "Alex Rivera", timeZone: "Europe/London", role: "mentee", firstName: "Alex" },
};
const noTimes: OfferedTimes = {
  durationMinutes: 45,
  noticeMinutes: 0,
  slots: [],
  lanes: { coach: { offered: [], own: [] }, mentee: null },
  checks: { mentee: "checked", details: { unseen: [] } },
  nextMutualStart: null,
  nextCoachStart: null,
  answeredAt: "2026-12-10T08:00:00.000Z",
};
const lanes = {
  coach: [{ from: 17 * 60, to: 18 * 60, mark: "busy" }],
  mentee: [
    { from: 9 * 60, to: 10 * 60, mark: "busy" },
    { from: 12 * 60, to: 13 * 60, mark: "busy" },
    { from: 20 * 60, to: 24 * 60, mark: "off" },
  ],
  own: [{ from: 17 * 60, to: 18 * 60, title: "Ines Duarte" }],
} as const;

it.each([
  [
    "en",
    "en-GB",
    "you’re busy 17:00 – 18:00 (Ines Duarte); Alex is busy 09:00 – 10:00, 12:00 – 13:00; outside Alex’s hours 20:00 – 00:00; 3 shared",
  ],
  [
    "de",
    "de-DE",
    "du bist 17:00 – 18:00 (Ines Duarte) belegt; Alex ist 09:00 – 10:00, 12:00 – 13:00 belegt; 20:00 – 00:00 außerhalb der Zeiten von Alex; 3 gemeinsam",
  ],
] as const)("the facts of a day follow one another in %s", (language, locale, words) => {
  const display = { locale, timeZone: "Europe/London" };
  const view = daysView(
    { display, current, people },
    {
      availability: undefined,
      today: "2026-12-10",
      states: new Map([[day, { kind: "answered", availability: noTimes }]]),
      counts: new Map([[day, 3]]),
      changed: new Set(),
    },
    day,
  );
  expect(dayFacts(messagesFor(language, "pick"), { day, view, lanes })).toBe(words);
});
