import { parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import { listedMeeting } from "../../../../test/meetings-list.ts";
import { groupByDay } from "./group-by-day.ts";

const t = messagesFor("en", "meetings");
const london = () => ({ locale: "en-GB", timeZone: "Europe/London" });
const now = parseInstant("2026-12-30T12:00:00Z");

const vancouver = { ...listedMeeting().counterpart, timeZone: "America/Vancouver" };
const at = (startTime: string) =>
  listedMeeting({ ulid: startTime, startTime, endTime: startTime, counterpart: vancouver });

describe("meetings by day", () => {
  it("are under today, tomorrow, or the date, with the year where it is another one", () => {
    const starts = ["30T13", "30T16", "31T10"].map((day) => at(`2026-12-${day}:00:00.000Z`));
    const items = [at("2026-12-29T10:00:00.000Z"), ...starts, at("2027-01-04T10:00:00.000Z")];

    const groups = groupByDay(items, { now, days: null, displayOf: london, t });

    expect(
      groups.map(({ heading, subheading, items: { length } }) => [heading, subheading, length]),
    ).toEqual([
      ["Yesterday", "Tue 29 Dec", 1],
      ["Today", "Wed 30 Dec", 2],
      ["Tomorrow", "Thu 31 Dec", 1],
      ["Mon 4 Jan 2027", null, 1],
    ]);
  });

  it("are counted as the server did, and not at all where it has not", () => {
    const items = [at("2026-12-30T13:00:00.000Z"), at("2026-12-31T13:00:00.000Z")];
    const days = [{ date: "2026-12-30", count: 7 }];
    const counted = groupByDay(items, { now, days, displayOf: london, t });
    expect(counted.map(({ count }) => count)).toEqual([7, null]);
    const uncounted = groupByDay(items, { now, days: null, displayOf: london, t });
    expect(uncounted.map(({ count }) => count)).toEqual([null, null]);
  });

  it("are on the reader's own day", () => {
    const items = [at("2026-12-31T04:00:00.000Z")];
    const displayOf = () => ({ locale: "en-GB", timeZone: "America/Vancouver" });
    expect(groupByDay(items, { now, days: null, displayOf, t })[0]?.heading).toBe("Today");
  });
});
