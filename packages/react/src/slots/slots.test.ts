import { normalize } from "@reslot/cal/availability";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { offered as availabilityOf } from "../../test/offered.ts";
import type { OfferedTimes } from "../model/offered-times.ts";
import {
  changedStarts,
  countGood,
  goneFrom,
  groupByPart,
  isConflict,
  isGood,
  isPickable,
  nearestGood,
  nextGood,
  type Slot,
  slotsOn,
  toSlots,
} from "./slots.ts";

const at = (time: string) => parseInstant(`2026-12-15T${time}:00Z`);
const instant = (time: string) => formatInstant(at(time));
const slot = (time: string, verdict: Slot["verdict"] = "mutual"): Slot => ({
  start: at(time),
  verdict,
});
const starts = (slots: readonly Slot[]) => slots.map(({ start }) => start);

describe("toSlots", () => {
  it("marks taken starts and sorts by time", () => {
    const availability = availabilityOf({
      slots: [
        { start: "2026-12-15T10:00:00.000Z", verdict: "mutual" },
        { start: "2026-12-15T12:00:00.000Z", verdict: "menteeBusy" },
      ],
    });

    expect(toSlots(availability, new Set([at("11:00"), at("12:00")]))).toEqual([
      slot("10:00"),
      slot("11:00", "taken"),
      slot("12:00", "taken"),
    ]);
  });
});

describe("groupByPart", () => {
  it("splits the day at 12:00 and 17:00", () => {
    const times = ["08:00", "11:59", "12:00", "16:59", "17:00", "23:30"].map((time) => slot(time));

    const groups = groupByPart(times, "UTC");

    expect(Object.values(groups).map((group) => group.length)).toEqual([2, 2, 2]);
  });

  it("goes by the reader's local time", () => {
    const { morning } = groupByPart([slot("18:00")], "America/Vancouver");
    expect(morning).toHaveLength(1);
  });
});

describe("slotsOn and countGood", () => {
  it("go by the local day", () => {
    const late = [slot("23:30"), slot("12:00"), slot("13:00", "menteeBusy")];
    expect(starts(slotsOn(late, "2026-12-16", "Asia/Tokyo"))).toEqual([at("23:30")]);
    expect([...countGood(late, "UTC")]).toEqual([["2026-12-15", 2]]);
  });

  it("count no conflicts as good, but unknown times", () => {
    const slots = [slot("12:00", "menteeUnknown"), slot("13:00", "outsideMenteeHours")];
    expect([...countGood(slots, "UTC")]).toEqual([["2026-12-15", 1]]);
  });
});

describe("starts of which it is not known whether the mentee is free", () => {
  const unknown = { start: "2026-12-15T12:00:00.000Z", verdict: "menteeUnknown" } as const;
  const read = (mentee: OfferedTimes["checks"]["mentee"], unseen: "hours"[] = []) => {
    const details = { unseen };
    const [first] = toSlots(
      availabilityOf({ slots: [unknown], checks: { mentee, details } }),
      new Set(),
    );
    return first && { unread: first.unread, isGood: isGood(first), isPickable: isPickable(first) };
  };

  it("can be chosen, and never count among the shared times of a calendar that was read", () => {
    const offered = { unread: undefined, isGood: true, isPickable: true };
    expect(read("notConnected")).toEqual(offered);
    expect(read("nothingToCheck")).toEqual(offered);
    expect(read("checked", ["hours"])).toEqual(offered);
    expect(read("unreachable")).toEqual({ ...offered, unread: "calendar" });
    expect(read("checked")).toEqual({ unread: "time", isGood: false, isPickable: true });
  });
});

describe("what can be chosen", () => {
  it("is every time but the current one and taken ones", () => {
    const verdicts = [
      "mutual",
      "menteeUnknown",
      "menteeBusy",
      "outsideMenteeHours",
      "current",
      "taken",
    ] as const;
    expect(verdicts.filter((verdict) => isPickable(slot("12:00", verdict)))).toEqual(
      verdicts.slice(0, 4),
    );
    expect(verdicts.filter(isConflict)).toEqual(["menteeBusy", "outsideMenteeHours"]);
  });
});

describe("goneFrom", () => {
  const answer = (...times: string[]) =>
    availabilityOf({
      durationMinutes: 45,
      slots: times.map((time) => ({
        start: new Date(at(time)).toISOString(),
        verdict: "mutual" as const,
      })),
      lanes: {
        mentee: null,
        coach: {
          own: [],
          offered: normalize(
            times.map((time) => ({ start: at(time), end: at(time) + 45 * minuteMs })),
          ).map(({ start, end }) => ({ start: formatInstant(start), end: formatInstant(end) })),
        },
      },
    });

  const booked = { isBooked: true };

  it("calls only those taken whose minutes are not offered any more", () => {
    const before = answer("09:30", "10:15", "11:00", "11:45");
    const now = answer("10:00", "10:45", "11:30", "12:15");

    const { taken, shifted } = goneFrom({ before, now }, booked);

    expect(taken).toEqual([at("09:30")]);
    expect(shifted).toEqual([at("10:15"), at("11:00"), at("11:45")]);
  });

  it("calls none taken that no meeting is known to have: the coach's hours may have changed", () => {
    const before = answer("09:30", "10:15", "13:00");
    const now = answer("09:30");
    const unknown = { isBooked: false };

    expect(goneFrom({ before, now }, unknown)).toEqual({
      taken: [],
      shifted: [at("10:15"), at("13:00")],
    });
    const own = [{ start: instant("12:30"), end: instant("13:15"), title: "Career check-in" }];
    const withMeeting = { ...now, lanes: { ...now.lanes, coach: { ...now.lanes.coach, own } } };
    expect(goneFrom({ before, now: withMeeting }, unknown)).toEqual({
      taken: [at("13:00")],
      shifted: [at("10:15")],
    });
  });

  it("finds nothing where all starts are still offered", () => {
    const before = answer("12:00", "13:00");
    expect(goneFrom({ before, now: before }, booked)).toEqual({ taken: [], shifted: [] });
  });

  it("leaves out those for which it is too late by the coach's notice, as far as that is known", () => {
    const before = answer("10:00", "11:00", "12:00", "13:00");
    const at10 = { ...answer("13:00"), answeredAt: instant("10:00"), noticeMinutes: 90 };

    expect(goneFrom({ before, now: at10 }, booked).taken).toEqual([at("12:00")]);
    const unknown = { ...at10, noticeMinutes: null };
    expect(goneFrom({ before, now: unknown }, booked)).toEqual({ taken: [], shifted: [] });
    const others = { ...unknown, ...answer("10:00", "13:00"), noticeMinutes: null };
    expect(goneFrom({ before, now: others }, booked).taken).toEqual([at("11:00"), at("12:00")]);
  });
});

describe("changedStarts", () => {
  const answer = (...times: string[]) =>
    availabilityOf({
      slots: times.map((time) => ({ start: formatInstant(at(time)), verdict: "mutual" as const })),
    });

  it("finds what came and what went, and nothing where only verdicts differ", () => {
    const before = answer("09:00", "10:00", "11:00");
    const now = answer("09:00", "10:15", "11:00");
    expect(changedStarts({ before, now })).toEqual([at("10:15"), at("10:00")]);
    const busy = {
      ...before,
      slots: before.slots.map((each) => ({ ...each, verdict: "menteeBusy" as const })),
    };
    expect(changedStarts({ before, now: busy })).toEqual([]);
  });

  it("takes no start for news that came too close while one looked", () => {
    const before = answer("09:00", "09:30", "11:00");
    const now = { ...answer("11:00"), answeredAt: instant("09:00"), noticeMinutes: 30 };
    expect(changedStarts({ before, now })).toEqual([]);
    expect(changedStarts({ before, now: { ...now, noticeMinutes: null } })).toEqual([]);
    expect(changedStarts({ before, now: { ...now, noticeMinutes: 15 } })).toEqual([at("09:30")]);
  });
});

describe("nextGood", () => {
  const slots = [slot("08:00"), slot("11:00", "taken"), slot("15:00")];

  it("finds the first good time after a day, else the first of all", () => {
    expect(nextGood(slots, { after: at("12:00"), beyond: null })).toBe(at("15:00"));
    expect(nextGood(slots, { after: at("16:00"), beyond: null })).toBe(at("08:00"));
  });

  it("falls back to the server's answer, unless it was just taken", () => {
    const gone = [slot("11:00", "taken")];
    expect(nextGood(gone, { after: at("07:00"), beyond: at("11:00") })).toBeNull();
    expect(nextGood(gone, { after: at("07:00"), beyond: at("19:00") })).toBe(at("19:00"));
  });
});

describe("nearestGood", () => {
  it("looks before and after the start and sorts by time", () => {
    const slots = [slot("08:00"), slot("11:00"), slot("12:00", "menteeBusy"), slot("13:30")];
    expect(starts(nearestGood(slots, at("12:00")))).toEqual([at("11:00"), at("13:30")]);
  });
});
