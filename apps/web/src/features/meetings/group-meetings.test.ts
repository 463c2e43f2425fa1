import { parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import { listedMeeting } from "../../../test/meetings-list.ts";
import { groupMeetings } from "./group-meetings.ts";

const t = messagesFor("en", "meetings");
const displayOf = () => ({ locale: "en-GB", timeZone: "Europe/London" });
const wednesday = parseInstant("2026-12-16T12:00:00Z");

const vancouver = { ...listedMeeting().counterpart, timeZone: "America/Vancouver" };
const meetingAt = (startTime: string) =>
  listedMeeting({ ulid: startTime, startTime, endTime: startTime, counterpart: vancouver });

describe("groupMeetings", () => {
  it("groups the next meetings by week and later ones by month", () => {
    const starts = ["2026-12-17", "2026-12-20", "2026-12-21", "2027-01-11"];
    const items = starts.map((day) => meetingAt(`${day}T10:00:00.000Z`));

    const groups = groupMeetings(items, { now: wednesday, displayOf, t });

    expect(groups.map(({ heading, items: { length } }) => [heading, length])).toEqual([
      ["This week", 2],
      ["Next week", 1],
      ["January 2027", 1],
    ]);
  });

  it("groups by the reader's local day", () => {
    const lateSunday = meetingAt("2026-12-21T04:00:00.000Z");
    const [group] = groupMeetings([lateSunday], {
      now: wednesday,
      displayOf: ({ counterpart }) => ({
        locale: "en-GB",
        timeZone: counterpart.timeZone ?? "UTC",
      }),
      t,
    });
    expect(group?.heading).toBe("This week");
  });

  it("returns no groups without meetings", () => {
    expect(groupMeetings([], { now: wednesday, displayOf, t })).toEqual([]);
  });
});
