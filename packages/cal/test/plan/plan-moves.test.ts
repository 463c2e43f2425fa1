import { describe, expect, it } from "vitest";
import { type MeetingToPlan, suggestSlots } from "../../src/availability/index.ts";
import { dayMs, hourMs, minuteMs } from "../../src/time/index.ts";
import { at, itemOf, meeting, monday, plan, slots } from "./world.ts";

describe("planMoves", () => {
  it("gives a single meeting the time that is suggested first, with the same reasons", () => {
    const judged = slots("mutual", at(1, 9), at(1, 10), at(2, 15), at(3, 10), at(7, 10));
    const alone = meeting("a", 10, judged);
    const timeZones = { coach: "Europe/London", mentee: "Europe/London" };
    const [best] = suggestSlots({ ...alone, timeZones, now: monday - dayMs, limit: 1 });

    expect(itemOf([alone])).toEqual({
      kind: "move",
      ulid: "a",
      isLocked: false,
      isUnchanged: false,
      ...best,
    });
  });

  it("has nothing to say about no meetings", () => {
    expect(plan([])).toEqual({
      items: [],
      isMost: true,
      isBest: true,
      atMostBelow: 0,
      preference: 0,
      work: 0,
    });
  });

  it("gives somebody a second choice where both would not fit otherwise", () => {
    const first = meeting("a", 10, slots("mutual", at(1, 10), at(1, 15)));
    const second = meeting("b", 11, slots("mutual", at(1, 10)));

    const { items, isMost, isBest, preference } = plan([first, second]);

    expect(items).toMatchObject([
      { kind: "move", ulid: "a", start: at(1, 15) },
      { kind: "move", ulid: "b", start: at(1, 10) },
    ]);
    expect([isMost, isBest]).toEqual([true, true]);
    expect(preference).toBeGreaterThan(80);
  });

  it("keeps both meetings' buffers between them, and nothing where there are none", () => {
    const quarter = 15 * minuteMs;
    const padded = (from: MeetingToPlan, to: MeetingToPlan) =>
      plan([
        { ...from, afterMs: quarter },
        { ...to, beforeMs: quarter },
      ]).items.map((item) => item.kind === "move" && item.start);
    const ten = slots("mutual", at(1, 10));
    const later = slots("mutual", at(1, 11), at(1, 11.25), at(1, 11.5));

    expect(padded(meeting("a", 9, ten), meeting("b", 10, later))).toEqual([at(1, 10), at(1, 11.5)]);
    const eleven = slots("mutual", at(1, 11));
    expect(padded(meeting("a", 9, eleven), meeting("b", 10, ten))).toEqual([at(1, 11), at(1, 10)]);
  });

  it("proposes nothing past, while away, or where the meeting is, in part or whole", () => {
    const judged = slots("mutual", at(-2, 10), at(-1, 23.5), at(0, 10), at(0, 23.5), at(1, 9));

    expect(itemOf([meeting("a", 10, judged)])).toMatchObject({ start: at(1, 9) });
    expect(itemOf([meeting("a", 10, judged)], { away: [], now: at(0, 0) })).toMatchObject({
      start: at(1, 9),
    });
    expect(itemOf([meeting("a", 10, judged)], { now: at(1, 9) })).toMatchObject({ kind: "stuck" });
  });

  it("never takes the present time of another meeting, which may stay after all", () => {
    const first = meeting("a", 10, slots("mutual", at(0, 11), at(1, 12)));
    const second = {
      ...meeting("b", 11, slots("mutual", at(0, 10), at(0, 11.5))),
      afterMs: hourMs,
    };

    expect(plan([first, second], { away: [] }).items).toMatchObject([
      { kind: "move", ulid: "a", start: at(1, 12) },
      { kind: "move", ulid: "b", start: at(0, 11.5) },
    ]);
    const [stuck] = plan([{ ...first, judged: slots("mutual", at(0, 12.5)) }, second], {
      away: [],
    }).items;
    expect(stuck).toMatchObject({ why: "crowdedOut", help: [{ kind: "lookFurther" }] });
  });

  it("uses nothing that is held, its own buffers included", () => {
    const padded = { ...meeting("a", 9, slots("mutual", at(1, 9), at(1, 14))), afterMs: hourMs };

    expect(itemOf([padded], { held: [{ start: at(1, 11), end: at(1, 12) }] })).toMatchObject({
      start: at(1, 9),
    });
    expect(itemOf([padded], { held: [{ start: at(1, 10), end: at(1, 11) }] })).toMatchObject({
      start: at(1, 14),
    });
  });

  it("has no more than so many a day, what stays included", () => {
    const both = ["a", "b"].map((ulid, i) =>
      meeting(ulid, 10 + i, slots("mutual", at(1, 10), at(1, 11), at(4, 10))),
    );
    const stays = [{ start: at(1, 15), end: at(1, 16) }];
    const daysOf = (maxPerDay?: number) =>
      plan(both, { stays, ...(maxPerDay && { maxPerDay }) }).items.map((item) =>
        item.kind === "move" ? `day ${Math.floor((item.start - monday) / dayMs)}` : item.kind,
      );

    expect(daysOf()).toEqual(["day 1", "day 1"]);
    expect(daysOf(3)).toEqual(["day 1", "day 1"]);
    expect(new Set(daysOf(2))).toEqual(new Set(["day 1", "day 4"]));
    expect(new Set(daysOf(1))).toEqual(new Set(["day 4", "stuck"]));
  });

  it("counts days on the coach's clock, and in UTC where that is not known", () => {
    const both = ["a", "b"].map((ulid, i) =>
      meeting(ulid, 10 + i, slots("mutual", at(1, 20), at(2, 2))),
    );
    const countIn = (coachTimeZone: string | null) =>
      plan(both, { coachTimeZone, maxPerDay: 1 }).items.filter(({ kind }) => kind === "move")
        .length;

    expect(countIn("Europe/London")).toBe(2);
    expect(countIn(null)).toBe(2);
    expect(countIn("America/New_York")).toBe(1);
  });

  it("never puts two meetings of one mentee on one day of the coach", () => {
    const judged = slots("mutual", at(1, 10), at(1, 14), at(3, 10));
    const both = ["a", "b"].map((ulid, i) => ({
      ...meeting(ulid, 10 + i, judged),
      menteeUlid: "m",
    }));
    const startsFor = (meetings: readonly MeetingToPlan[]) =>
      plan(meetings)
        .items.flatMap((item) => (item.kind === "move" ? item.start : []))
        .toSorted((left, right) => left - right);

    expect(startsFor(both)).toEqual([at(1, 10), at(3, 10)]);
    expect(startsFor(both.map((each) => ({ ...each, menteeUlid: each.ulid })))).toEqual([
      at(1, 10),
      at(1, 14),
    ]);
  });

  it("takes off four points for a rest of free time that is too short for any meeting", () => {
    const alone = (...starts: number[]) =>
      plan([meeting("a", 10, slots("mutual", ...starts))]).preference;

    expect(alone(at(1, 10), at(1, 10.5))).toBe(alone(at(1, 10)) - 4);
    expect(alone(at(1, 10), at(1, 10.5), at(1, 11))).toBe(alone(at(1, 10)));
    expect(alone(at(1, 9.5), at(1, 10), at(1, 10.5))).toBe(alone(at(1, 10)) - 10);
  });

  it("throws for a zone that is not known", () => {
    const one = [meeting("a", 10, slots("mutual", at(1, 10)))];

    expect(() => plan(one, { coachTimeZone: "Mars/Olympus" })).toThrow(RangeError);
  });
});

describe("somebody whose calendar is not known", () => {
  const unknown = (ulid: string, hour: number, ...starts: number[]) =>
    meeting(ulid, hour, slots("menteeUnknown", ...starts));

  it("gets three times to choose from on different days, and nobody else gets these", () => {
    const starts = [at(1, 10), at(1, 11), at(2, 10), at(3, 10), at(4, 10)];
    const other = meeting("b", 11, slots("mutual", at(1, 10), at(2, 10)));

    const { items } = plan([unknown("a", 10, ...starts), other]);

    expect(items[0]).toMatchObject({ kind: "offer", ulid: "a", isLocked: false });
    expect(items[0]?.kind === "offer" ? items[0].times : []).toHaveLength(3);
    expect(items[1]).toMatchObject({ kind: "move", ulid: "b" });
  });

  it("never takes a place from somebody who can be moved for certain", () => {
    const asked = unknown("a", 10, at(1, 10));
    const moved = meeting("b", 11, slots("mutual", at(1, 10)));

    expect(plan([asked, moved]).items).toMatchObject([
      { kind: "stuck", ulid: "a", why: "crowdedOut" },
      { kind: "move", ulid: "b" },
    ]);
  });

  it("gets one time each before anybody gets a second one", () => {
    const both = [unknown("a", 10, at(1, 10), at(2, 10)), unknown("b", 11, at(1, 10), at(2, 10))];

    const counts = plan(both).items.map((item) => (item.kind === "offer" ? item.times.length : 0));
    expect(counts).toEqual([1, 1]);
  });

  it("is moved all the same where a part of the calendar is known to suit both", () => {
    const judged = [...slots("menteeUnknown", at(1, 10)), ...slots("mutual", at(5, 10))];

    expect(itemOf([meeting("a", 10, judged)])).toMatchObject({ kind: "move", start: at(5, 10) });
  });

  it("is asked where what suits both is all while the coach is away", () => {
    const judged = [...slots("mutual", at(0, 14)), ...slots("menteeUnknown", at(5, 10))];

    expect(itemOf([meeting("a", 10, judged)])).toMatchObject({
      kind: "offer",
      times: [{ start: at(5, 10) }],
    });
  });
});
