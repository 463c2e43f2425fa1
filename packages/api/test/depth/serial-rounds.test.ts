import { describe, expect, it } from "vitest";
import { systemClock } from "@reslot/cal/time";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { calControl, sql } from "../support/services.ts";
import { countRounds, type Rounds } from "./count-rounds.ts";
import { dayAvailability } from "./day-availability.ts";
import { inNewProcess } from "./in-new-process.ts";
import { recordFigure } from "../support/record-figure.ts";

/** What is asked in each round, once it is recorded that there are so many. */
function recordRounds(path: string, { rounds }: Rounds<unknown>, limit: number): string[] {
  recordFigure(`serial rounds of ${path}`, { value: rounds.length, limit });
  return rounds.map((round) => [...new Set(round.map(({ service }) => service))].toSorted().join());
}

/** The tables and functions that a round asks for, beside which calls to Cal.com are leased now and then. */
const namesOf = (round: Rounds<unknown>["rounds"][number]): string[] =>
  round
    .map(({ path }) => path.split("/").at(-1) ?? "")
    .filter((name) => name !== "cal_budget_lease")
    .toSorted();

/** The meeting was looked at, and what was read of the mentee's account is kept. */
async function looked(meeting: Meeting): Promise<void> {
  await dayAvailability(meeting);
  const { ulid } = meeting.people.mentee;
  const kept = `select "calFacts" from "CalIntegrations" where "userUlid" = '${ulid}'`;
  await expect
    .poll(() => sql<{ calFacts: unknown }>(kept))
    .toEqual([{ calFacts: expect.objectContaining({ calendars: expect.any(Array) }) }]);
}

describe("round trips in series", () => {
  it("are two for a first look at availability: the database, then Cal.com", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await dayAvailability(meeting);

    const counted = await countRounds(() => dayAvailability(meeting, { days: 90 }));

    expect(recordRounds("availability, cold", counted, 2)).toEqual(["database", "cal"]);
  });

  it("are two in a process that has just started, of people who were looked at before", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await looked(meeting);

    const counted = await countRounds(() => dayAvailability(inNewProcess(meeting)));

    expect(recordRounds("availability, new process", counted, 2)).toEqual(["database", "cal"]);
    expect(counted.rounds[0]?.map(({ path }) => path.split("/").at(-1))).toEqual([
      "booking_context_leasing",
    ]);
    expect(counted.result.checks).toMatchObject({ mentee: "checked" });
  });

  it("are one more in a new process only where the mentee's calendars are others by now", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await looked(meeting);
    await calControl("busy", { email: meeting.people.mentee.email, count: 2 });

    const counted = await countRounds(() => dayAvailability(inNewProcess(meeting)));

    expect(counted.rounds.slice(0, 3).map(([call]) => call?.service)).toEqual([
      "database",
      "cal",
      "cal",
    ]);
    expect(counted.rounds[2]?.map(({ path }) => path)).toEqual(["/v2/calendars/busy-times"]);
  });

  it("are one for availability that was read a moment ago, without Cal.com", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await dayAvailability(meeting);

    const counted = await countRounds(() => dayAvailability(meeting, { key: "coach" }));

    expect(recordRounds("availability, warm", counted, 1)).toEqual(["database"]);
    expect(counted.rounds.map(namesOf)).toEqual([["booking_context"]]);
  });

  it("are one for a session too, whose own token is asked beside what is around the booking", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await dayAvailability(meeting);
    const { bookingUlid } = meeting;
    const { newStartTime: from, newEndTime: to } = meeting.moveTo(11);
    const asked = { bookingUlid, from, to, timeZone: "UTC" };

    const counted = await countRounds(() =>
      meeting.withSession("mentee").booking.availability(asked),
    );

    expect(counted.rounds.map(namesOf)).toEqual([["Bookings", "booking_context"]]);
  });

  it("cost ten queries at most for a hundred equal reads, and one set of calls to Cal.com", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    const callsTo = ({ rounds }: Rounds<unknown>, asked: "cal" | "database") =>
      rounds.flat().filter(({ service }) => service === asked).length;
    const once = await countRounds(() => dayAvailability(meeting));
    const other = await arrangeMeeting({ isImported: true });

    const counted = await countRounds(() =>
      Promise.all(Array.from({ length: 100 }, () => dayAvailability(other))),
    );

    const queries = callsTo(counted, "database");
    recordFigure("queries of 100 equal reads", { value: queries, limit: 10 });
    expect(queries).toBeLessThanOrEqual(10);
    expect(callsTo(counted, "cal")).toBe(callsTo(once, "cal"));
    expect(new Set(counted.result.map((each) => JSON.stringify(each.slots))).size).toBe(1);
  });

  it("cost no more for a hundred equal reads at the moment when what is cached is too old", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    let passedMs = 0;
    const clock = {
      now: () => systemClock.now() + passedMs,
      elapsed: () => systemClock.elapsed() + passedMs,
    };
    const running = inNewProcess(meeting, clock);
    const callsToCal = ({ rounds }: Rounds<unknown>) =>
      rounds.flat().filter(({ service }) => service === "cal").length;
    const once = await countRounds(() => dayAvailability(running));
    passedMs = 61_000;

    const counted = await countRounds(() =>
      Promise.all(Array.from({ length: 100 }, () => dayAvailability(running))),
    );

    const queries = counted.rounds.flat().length - callsToCal(counted);
    recordFigure("queries of 100 equal reads, too old", { value: queries, limit: 10 });
    expect(queries).toBeLessThanOrEqual(10);
    expect(callsToCal(counted)).toBeLessThanOrEqual(callsToCal(once));
  });

  it("are one for a booking that was looked at before", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    const { bookingUlid } = meeting;
    const known = await meeting.as("coach").booking.get({ bookingUlid });

    const counted = await countRounds(() => meeting.as("coach").booking.get({ bookingUlid }));

    expect(recordRounds("a booking", counted, 1)).toEqual(["database"]);
    expect(counted.rounds.map(namesOf)).toEqual([["booking_context"]]);
    expect(counted.result).toEqual(known);
  });

  it("are one more for a move only where the mentee's list of calendars has changed", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await dayAvailability(meeting);
    const { email } = meeting.people.mentee;
    await calControl("busy", { email, count: 2 });

    const counted = await countRounds(() =>
      meeting.as("mentee").booking.reschedule(meeting.moveTo(11)),
    );

    expect(recordRounds("a move, other calendars", counted, 5)).toEqual([
      "database",
      "cal,database",
      "cal",
      "cal,database",
      "database",
    ]);
    expect(counted.rounds[2]?.map(({ path }) => path)).toEqual(["/v2/calendars/busy-times"]);
  });

  it("are four for a move", async () => {
    const meeting = await arrangeMeeting({ isImported: true });
    await dayAvailability(meeting);
    await sql(`update "CalIntegrations" set "provenAt" = now() - interval '1 hour'`);

    const move = meeting.moveTo(11);
    const counted = await countRounds(() => meeting.as("mentee").booking.reschedule(move));

    expect(recordRounds("a move", counted, 4)).toEqual([
      "database",
      "cal,database",
      "cal,database",
      "database",
    ]);
    const { result } = counted;
    expect(result).toMatchObject({ outcome: "moved", booking: { startTime: move.newStartTime } });
    expect(await meeting.as("mentee").booking.get({ bookingUlid: meeting.bookingUlid })).toEqual(
      result.booking,
    );
  });
});
