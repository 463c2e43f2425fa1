import type { BookingListItem } from "@reslot/api";
import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { groupMeetings } from "./group-meetings.ts";

const display = { locale: "en-GB", timeZone: "Europe/London" };
const wednesday = parseInstant("2026-12-16T12:00:00Z");

const meetingAt = (startTime: string): BookingListItem => ({
  ulid: startTime,
  title: "Coaching",
  startTime,
  endTime: startTime,
  status: "accepted",
  role: "coach",
  counterpart: { name: "Alex Rivera", timeZone: "America/Vancouver" },
  upstreamChanged: false,
});

describe("groupMeetings", () => {
  it("groups the next meetings by week and later ones by month", () => {
    const starts = ["2026-12-17", "2026-12-20", "2026-12-21", "2027-01-11"];
    const items = starts.map((day) => meetingAt(`${day}T10:00:00.000Z`));

    const groups = groupMeetings(items, wednesday, display);

    expect(groups.map(({ heading, items: { length } }) => [heading, length])).toEqual([
      ["This week", 2],
      ["Next week", 1],
      ["January 2027", 1],
    ]);
  });

  it("groups by the reader's local day", () => {
    const lateSunday = meetingAt("2026-12-21T04:00:00.000Z");
    const [group] = groupMeetings([lateSunday], wednesday, {
      locale: "en-GB",
      timeZone: "America/Vancouver",
    });
    expect(group?.heading).toBe("This week");
  });

  it("returns no groups without meetings", () => {
    expect(groupMeetings([], wednesday, display)).toEqual([]);
  });
});
