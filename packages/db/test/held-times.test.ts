import { hourMs, minuteMs } from "@reslot/cal/time";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import {
  begin,
  db,
  expireLease,
  makeMeeting,
  makeUser,
  type Meeting,
  prepared,
  sql,
  timesAfter,
} from "./fixtures.ts";

const keepMs = 10 * minuteMs;

/** Two meetings of one coach, a day apart. */
async function makePlan() {
  const coach = await makeUser("Sam Okafor");
  const first = await makeMeeting({ coach });
  const second = await makeMeeting({ coach, start: first.start + 24 * hourMs });
  return { coach, first, second, holderUlid: ulid() };
}

/** Holds a time for a meeting, so many hours after its present one. */
function take(
  { coach, holderUlid }: Pick<Awaited<ReturnType<typeof makePlan>>, "coach" | "holderUlid">,
  times: readonly (readonly [Meeting, hours: number])[],
) {
  return db.heldTimes.take({
    holderUlid,
    coachUserUlid: coach.ulid,
    times: times.map(([meeting, hours]) => ({
      bookingUlid: meeting.bookingUlid,
      ...timesAfter(meeting, hours),
    })),
    keepMs,
  });
}

/** Begins a move to a time that is so many hours after the present one of another meeting. */
function beginAt(meeting: Meeting, near: Meeting, hours: number) {
  return begin(meeting, { hours: hours + (near.start - meeting.start) / hourMs });
}

describe("times that a plan holds", () => {
  it("are for its own meetings: no other one is moved there until they are free", async () => {
    const plan = await makePlan();
    const { first, second, holderUlid } = plan;
    await expect(take(plan, [[first, 5]])).resolves.toMatchObject({ kind: "held" });

    await expect(beginAt(second, first, 5.5)).resolves.toEqual({ kind: "coachBusy" });
    await expect(beginAt(second, first, 5.75)).resolves.toMatchObject({ kind: "created" });
    await expect(begin(first, { hours: 5 })).resolves.toMatchObject({ kind: "created" });
    const other = await makeMeeting({ coach: plan.coach });
    await db.heldTimes.free({ holderUlid, bookingUlid: second.bookingUlid });
    await expect(beginAt(other, first, 4.5)).resolves.toEqual({ kind: "coachBusy" });
    await db.heldTimes.free({ holderUlid });
    await expect(beginAt(other, first, 4.25)).resolves.toMatchObject({ kind: "created" });
  });

  it("are nothing to other coaches", async () => {
    const plan = await makePlan();
    const other = await makeMeeting({ start: plan.first.start });
    await take(plan, [[plan.first, 5]]);

    await expect(begin(other, { hours: 5 })).resolves.toMatchObject({ kind: "created" });
    await expect(take({ ...plan, coach: other.coach }, [[plan.first, 9]])).resolves.toEqual({
      kind: "taken",
      bookingUlids: [plan.first.bookingUlid],
    });
  });

  it("are held all or none, and what is in the way is named", async () => {
    const plan = await makePlan();
    const { coach, first, second } = plan;
    const third = await makeMeeting({ coach });
    await take(plan, [[first, 5]]);
    await prepared(third, { hours: 9 });

    const later = { coach, holderUlid: ulid() };
    await expect(
      take(later, [
        [first, 9],
        [second, -19],
        [third, 30],
      ]),
    ).resolves.toEqual({
      kind: "taken",
      bookingUlids: [first.bookingUlid, second.bookingUlid].toSorted(),
    });
    await expect(db.heldTimes.list(coach.ulid)).resolves.toMatchObject([
      { bookingUlid: first.bookingUlid, ...timesAfter(first, 5) },
    ]);
  });

  it("are free of moves that never began", async () => {
    const plan = await makePlan();
    const attempt = await prepared(plan.second, { hours: 3 });
    await expect(take(plan, [[plan.first, 27]])).resolves.toMatchObject({ kind: "taken" });
    await expireLease(attempt.ulid);
    await expect(take(plan, [[plan.first, 27]])).resolves.toMatchObject({ kind: "held" });
  });

  it("are held longer when the plan asks again, and what it no longer needs is free", async () => {
    const plan = await makePlan();
    const { coach, first, second } = plan;
    await take(plan, [
      [first, 5],
      [second, 5],
    ]);
    await sql(`update public."HeldTimes" set "until" = now() + interval '1 second'
      where "holderUlid" = '${plan.holderUlid}'`);
    const again = await take(plan, [[second, 5]]);

    const soon = Date.now() + keepMs / 2;
    expect(again.kind === "held" && Date.parse(again.until)).toBeGreaterThan(soon);
    await expect(db.heldTimes.list(coach.ulid)).resolves.toMatchObject([
      { bookingUlid: second.bookingUlid },
    ]);
  });

  it("are free by themselves once nobody renews them, and deleted by the next plan", async () => {
    const plan = await makePlan();
    const { coach, first, second, holderUlid } = plan;
    await take(plan, [[first, 5]]);
    await sql(`update public."HeldTimes" set "until" = now() - interval '1 second'
      where "holderUlid" = '${holderUlid}'`);

    await expect(db.heldTimes.list(coach.ulid)).resolves.toEqual([]);
    await expect(beginAt(second, first, 5)).resolves.toMatchObject({ kind: "created" });
    await take(await makePlan(), []);
    await expect(
      sql(`select from public."HeldTimes" where "holderUlid" = '${holderUlid}'`),
    ).resolves.toEqual([]);
  });

  it("of one plan never overlap", async () => {
    const plan = await makePlan();

    await expect(
      take(plan, [
        [plan.first, 5],
        [plan.second, -19],
      ]),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
