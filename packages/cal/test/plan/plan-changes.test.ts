import { describe, expect, it } from "vitest";
import {
  type JudgedSlot,
  type MeetingToPlan,
  type PlanMovesInput,
} from "../../src/availability/index.ts";
import { hourMs } from "../../src/time/index.ts";
import { at, itemOf, meeting, plan, slots } from "./world.ts";

describe("what the person changes", () => {
  const judged = slots("mutual", at(1, 10), at(1, 11), at(2, 10), at(8, 16));
  const both = [meeting("a", 10, judged), meeting("b", 11, judged)];
  const startOf = (change: Partial<PlanMovesInput>, ulid: string) => {
    const item = plan(both, change).items.find((each) => each.ulid === ulid);
    return item?.kind === "move" ? item.start : item?.kind;
  };

  it("locks a time, and the other meeting makes way for it", () => {
    const before = plan(both);
    const start = startOf({}, "b");
    const locked = new Map([["a", Number(start)]]);
    const after = plan(both, { locked });

    expect(before.items[0]).toMatchObject({ isLocked: false });
    expect(after.items[0]).toMatchObject({ kind: "move", start, isLocked: true });
    expect(after.items[1]).toMatchObject({ kind: "move", isLocked: false });
    expect(startOf({ locked: new Map([["a", at(8, 16)]]) }, "a")).toBe(at(8, 16));
  });

  it("locks one time of somebody who can only be asked", () => {
    const asked = meeting("a", 10, slots("menteeUnknown", at(1, 10), at(2, 10)));
    const locked = new Map([["a", at(2, 10)]]);

    expect(itemOf([asked], { locked })).toMatchObject({
      kind: "offer",
      isLocked: true,
      times: [{ start: at(2, 10) }],
    });
  });

  it("says which locked time is not possible, and that unlocking helps", () => {
    const locked = new Map([
      ["a", at(1, 10)],
      ["b", at(1, 10)],
    ]);
    const stuck = { kind: "stuck", why: "lockedTime", help: [{ kind: "unlock" }] };

    expect(plan(both, { locked }).items).toMatchObject([{ kind: "move" }, { ...stuck, ulid: "b" }]);
    expect(itemOf(both, { locked: new Map([["a", at(3, 10)]]) })).toMatchObject(stuck);
  });

  it("leaves a meeting where it is, and uses neither its time nor its place in the day", () => {
    const near = slots("mutual", at(0, 11), at(0, 12), at(5, 10));
    const other = [meeting("a", 11, near), { ...meeting("b", 10, near), menteeUlid: "m" }];
    const given = { away: [], leftOut: new Set(["a"]) };
    const second = (change: Partial<PlanMovesInput>, ...meetings: MeetingToPlan[]) =>
      plan(meetings, { ...given, ...change }).items.find(({ ulid }) => ulid === "b");

    expect(plan(other, given).items).toContainEqual({ kind: "stays", ulid: "a" });
    expect(second({}, ...other)).toMatchObject({ kind: "move", start: at(0, 12) });
    expect(second({ maxPerDay: 1 }, ...other)).toMatchObject({ start: at(5, 10) });
    const ofOne = other.map((each) => ({ ...each, menteeUlid: "m" }));
    expect(second({}, ...ofOne)).toMatchObject({ start: at(5, 10) });
  });

  it("does not propose what was refused", () => {
    const first = Number(startOf({}, "a"));

    expect(startOf({ refused: new Map([["a", [first]]]) }, "a")).not.toBe(first);
  });

  it("keeps what was proposed last until something is better by more than six points", () => {
    const alone = [meeting("a", 10, slots("mutual", at(1, 10), at(1, 9), at(8, 16)))];
    const kept = (start: number, stickiness?: number) =>
      itemOf(alone, {
        previous: new Map([["a", [start]]]),
        ...(stickiness !== undefined && { stickiness }),
      });

    // 10:00 is the same time of day, and so is worth 16 points more than 9:00.
    expect(kept(at(1, 9))).toMatchObject({ start: at(1, 10), isUnchanged: false });
    expect(kept(at(1, 9), 20)).toMatchObject({ start: at(1, 9), isUnchanged: true });
    expect(kept(at(1, 10))).toMatchObject({ start: at(1, 10), isUnchanged: true });
    const { preference } = plan(alone);
    expect(plan(alone, { previous: new Map([["a", [at(1, 10)]]]) }).preference).toBe(preference);
  });
});

describe("a meeting without a new time says why, and what would help", () => {
  const stuckOf = (judged: JudgedSlot[], change: Partial<PlanMovesInput> = {}) =>
    itemOf([meeting("a", 10, judged)], change);
  const offer = (...starts: number[]) => ({
    kind: "offer",
    times: starts.map((start) => expect.objectContaining({ start })),
  });

  it("asking outside the mentee's hours, on up to three days, where no time is shared", () => {
    const judged = [
      ...slots("menteeBusy", at(1, 10)),
      ...slots("outsideMenteeHours", at(1, 8), at(1, 18), at(2, 18), at(3, 18), at(4, 18)),
    ];
    const item = stuckOf(judged);

    expect(item).toMatchObject({ kind: "stuck", why: "noSharedTime" });
    const times = item?.kind === "stuck" && item.help[0]?.kind === "offer" && item.help[0].times;
    expect(times).toMatchObject([
      { start: at(1, 8), verdict: "outsideMenteeHours" },
      { start: at(2, 18) },
      { start: at(3, 18) },
    ]);
  });

  it("and nobody else is offered the same times", () => {
    const judged = slots("outsideMenteeHours", at(1, 18), at(2, 18));
    const { items } = plan([meeting("a", 10, judged), meeting("b", 11, judged)]);

    expect(items).toMatchObject([
      { help: [offer(at(1, 18), at(2, 18))] },
      { help: [{ kind: "lookFurther" }] },
    ]);
  });

  it("looking further where there is nothing at all", () => {
    const nothing = { kind: "stuck", why: "noSharedTime", help: [{ kind: "lookFurther" }] };

    expect(stuckOf([])).toMatchObject(nothing);
    expect(stuckOf(slots("menteeBusy", at(1, 10)))).toMatchObject(nothing);
    expect(stuckOf(slots("current", at(0, 10)))).toMatchObject(nothing);
  });

  it("coming back where shared times are only while the coach is away", () => {
    const judged = slots("mutual", at(0, 14), at(0, 15));

    expect(stuckOf(judged)).toMatchObject({
      why: "onlyWhileAway",
      help: [{ kind: "comeBack", starts: [at(0, 14)] }],
    });
  });

  it("what was refused, and what is held", () => {
    const judged = slots("mutual", at(1, 10));
    const held = [{ start: at(1, 10), end: at(1, 11) }];

    expect(stuckOf(judged, { refused: new Map([["a", [at(1, 10)]]]) })).toMatchObject({
      why: "refused",
      help: [{ kind: "lookFurther" }],
    });
    expect(stuckOf(judged, { held })).toMatchObject({ why: "held" });
  });

  it("more meetings a day, to the number that is enough", () => {
    const stays = [1, 1, 1, 2, 2].map((day, i) => ({
      start: at(day, 12 + i),
      end: at(day, 13 + i),
    }));
    const judged = slots("mutual", at(1, 10), at(2, 10));

    expect(stuckOf(judged, { stays, maxPerDay: 2 })).toMatchObject({
      why: "crowdedOut",
      help: [{ kind: "maxPerDay", maxPerDay: 3 }],
    });
    expect(stuckOf(judged, { stays, maxPerDay: 3 })).toMatchObject({ kind: "move" });
  });

  it("leaving out whoever takes the only place", () => {
    const judged = slots("mutual", at(1, 10));
    const both = [meeting("a", 10, judged), meeting("b", 11, judged)];
    const stuck = plan(both).items.find(({ kind }) => kind === "stuck");
    const other = plan(both).items.find(({ kind }) => kind === "move");

    expect(stuck).toMatchObject({
      why: "crowdedOut",
      help: [{ kind: "leaveOut", ulids: [other?.ulid] }],
    });
    const leftOut = new Set([other?.ulid ?? ""]);
    expect(plan(both, { leftOut }).items).toContainEqual(
      expect.objectContaining({ kind: "move", ulid: stuck?.ulid }),
    );
  });

  it("leaving out the mentee's own other meeting that takes the only day", () => {
    const judged = slots("mutual", at(1, 10), at(1, 14));
    const both = ["a", "b"].map((ulid, i) => ({
      ...meeting(ulid, 10 + i, judged),
      menteeUlid: "m",
    }));
    const { items } = plan(both);
    const other = items.find(({ kind }) => kind === "move")?.ulid ?? "";

    expect(items).toContainEqual(
      expect.objectContaining({ help: [{ kind: "leaveOut", ulids: [other] }] }),
    );
    expect(plan(both, { leftOut: new Set([other]) }).items).toContainEqual(
      expect.objectContaining({ kind: "move" }),
    );
  });

  it("not leaving out one when a locked one is in the way too", () => {
    const locked = meeting("a", 9, slots("mutual", at(1, 10)));
    const open = meeting("b", 10, slots("mutual", at(1, 11)));
    const long = { ...meeting("c", 11, slots("mutual", at(1, 10))), durationMs: 2 * hourMs };
    const helpFor = (change: Partial<PlanMovesInput>) =>
      plan([locked, open, long], change).items.flatMap((item) =>
        item.kind === "stuck" ? item.help : [],
      );

    expect(helpFor({ locked: new Map([["a", at(1, 10)]]) })).toEqual([{ kind: "lookFurther" }]);
    expect(helpFor({})).toEqual([{ kind: "leaveOut", ulids: ["a", "b"] }]);
  });

  it("not leaving out who is locked there, or would stay in the way", () => {
    const judged = slots("mutual", at(1, 10));
    const both = [meeting("a", 10, judged), meeting("b", 11, judged)] as const;
    const near = { ...both[0], current: { start: at(1, 10.5), end: at(1, 11.5) } };
    const stuck = { kind: "stuck", ulid: "b", why: "crowdedOut", help: [{ kind: "lookFurther" }] };

    expect(plan(both, { locked: new Map([["a", at(1, 10)]]) }).items[1]).toMatchObject(stuck);
    expect(plan([near, both[1]]).items.find(({ ulid }) => ulid === "b")).toMatchObject(stuck);
  });
});
