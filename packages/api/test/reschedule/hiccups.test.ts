import type { CalBooking } from "@reslot/cal";
import { minuteMs, systemClock } from "@reslot/cal/time";
import { DbError } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { apiScopes, createCaller, createContext } from "../../src/index.ts";
import type { App } from "../../src/server.ts";
import { arrangeMeeting, type Meeting } from "../support/meeting.ts";
import { runTick } from "../support/run-tick.ts";
import {
  addFault,
  calBookings,
  calControl,
  calPost,
  countMoves,
  sql,
} from "../support/services.ts";

type Reschedule = ReturnType<App["cal"]>["bookings"]["reschedule"];

/** The coach at a server that differs from the meeting's own. */
function coachAt(app: App, { people }: Meeting) {
  const { clerkUserId } = people.coach;
  return createCaller(() =>
    createContext(app)({
      caller: { kind: "apiKey", clerkUserId, scopes: apiScopes },
      request: { origin: null, contentType: null, requestId: "r1" },
    }),
  );
}

/** A server whose one call to Cal.com is made by `send`. */
function withCal({ ports }: Meeting, send: (reschedule: Reschedule) => Reschedule): App {
  const cal: App["cal"] = (credential, use) => {
    const client = ports.cal(credential, use);
    return {
      ...client,
      bookings: { ...client.bookings, reschedule: send(client.bookings.reschedule) },
    };
  };
  const open = async (...of: Parameters<App["calAccounts"]["verify"]>) => {
    const own = await ports.calAccounts.verify(...of);
    if (own.kind !== "verified") return own;
    const { bookings } = own.client;
    const client = {
      ...own.client,
      bookings: { ...bookings, reschedule: send(bookings.reschedule) },
    };
    return { ...own, client };
  };
  return { ...ports, cal, calAccounts: { ...ports.calAccounts, verify: open } };
}

function withAttempts({ ports }: Meeting, changed: Partial<App["db"]["attempts"]>): App {
  return { ...ports, db: { ...ports.db, attempts: { ...ports.db.attempts, ...changed } } };
}

const silence = (operation: string) =>
  new DbError("UNAVAILABLE", { table: "RescheduleAttempts", operation });

/** The first calls of a method are silence, before or after they took effect. */
function stumbling<Input, Output>(
  method: (input: Input) => Promise<Output>,
  { times, isDone }: { times: number; isDone: boolean },
): (input: Input) => Promise<Output> {
  let left = times;
  return async (input) => {
    left -= 1;
    if (left < 0) return method(input);
    if (isDone) await method(input);
    throw silence("stumbling");
  };
}

const ahead = (ms: number) => ({ ...systemClock, now: () => systemClock.now() + ms });

describe("a move whose record is lost", () => {
  it.each([true, false])(
    "is recorded again at once, with Cal.com's answer in hand (%s)",
    async (isDone) => {
      const meeting = await arrangeMeeting();
      const { attempts } = meeting.ports.db;
      const app = withAttempts(meeting, { apply: stumbling(attempts.apply, { times: 2, isDone }) });

      const result = await coachAt(app, meeting).booking.reschedule(meeting.moveTo(11));

      expect(result).toMatchObject({ outcome: "moved", booking: { version: 2 } });
      expect(await countMoves()).toBe(1);
    },
  );

  it.each([true, false])(
    "is made all the same when the record of its beginning is lost (%s)",
    async (isDone) => {
      const meeting = await arrangeMeeting();
      const { attempts } = meeting.ports.db;
      const app = withAttempts(meeting, { begin: stumbling(attempts.begin, { times: 1, isDone }) });

      const result = await coachAt(app, meeting).booking.reschedule(meeting.moveTo(11));

      expect(result).toMatchObject({ outcome: "moved" });
      expect(await countMoves()).toBe(1);
    },
  );

  it("frees the booking when only the permission to send was lost: nothing was sent", async () => {
    const meeting = await arrangeMeeting();
    const { attempts } = meeting.ports.db;
    const markSending = stumbling(attempts.markSending, { times: 1, isDone: true });
    const coach = coachAt(withAttempts(meeting, { markSending }), meeting);
    const overriding = { ...meeting.moveTo(11), overrideConflict: true, reason: "A clash" };

    await expect(coach.booking.reschedule(overriding)).rejects.toMatchObject({
      cause: { code: "SERVICE_BUSY" },
    });

    expect(await countMoves()).toBe(0);
    expect(await coach.booking.reschedule(meeting.moveTo(11))).toMatchObject({ outcome: "moved" });
  });
});

describe("an answer of Cal.com that is not what was asked", () => {
  const answering =
    (change: (moved: CalBooking) => Partial<CalBooking>) => (reschedule: Reschedule) =>
      (async (...call) => {
        const moved = await reschedule(...call);
        return { ...moved, ...change(moved) };
      }) satisfies Reschedule;

  it("is read before it is recorded, and stays its mover's", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start, newEndTime: end } = meeting.moveTo(13);
    const app = withCal(
      meeting,
      answering(() => ({ start, end })),
    );
    const move = meeting.moveTo(11);

    const result = await coachAt(app, meeting).booking.reschedule(move);

    expect(result).toMatchObject({ outcome: "moved", booking: { startTime: move.newStartTime } });
    const { bookingUlid } = meeting;
    expect(await meeting.as("mentee").booking.history({ bookingUlid })).toMatchObject({
      items: [{ actor: "coach", recovered: false }],
    });
  });

  it("stays its mover's where Cal.com has moved it to another time", async () => {
    const meeting = await arrangeMeeting();
    const { newStartTime: start } = meeting.moveTo(13);
    const app = withCal(
      meeting,
      (reschedule) => (uid, asked, options) => reschedule(uid, { ...asked, start }, options),
    );

    const result = await coachAt(app, meeting).booking.reschedule(meeting.moveTo(11));

    expect(result).toMatchObject({ outcome: "moved", booking: { startTime: start } });
    const { bookingUlid } = meeting;
    expect(await meeting.as("mentee").booking.history({ bookingUlid })).toMatchObject({
      items: [{ actor: "coach", to: { startTime: start } }],
    });
  });

  it("is read at once when it does not name the booking that was moved", async () => {
    const meeting = await arrangeMeeting();
    const app = withCal(
      meeting,
      answering(() => ({ rescheduledFromUid: null })),
    );
    const move = meeting.moveTo(11);

    const result = await coachAt(app, meeting).booking.reschedule(move);

    expect(result).toMatchObject({ outcome: "moved", booking: { startTime: move.newStartTime } });
  });
});

describe("a move whose deadline is over when it would be sent", () => {
  it("is not sent, and may be made again", async () => {
    const meeting = await arrangeMeeting();
    const { attempts } = meeting.ports.db;
    let frozenMs = 0;
    const app = withAttempts(meeting, {
      async begin(input) {
        const begun = await attempts.begin(input);
        frozenMs = 2 * minuteMs;
        return begun;
      },
    });
    const clock = { ...systemClock, elapsed: () => systemClock.elapsed() + frozenMs };
    const move = meeting.moveTo(11);

    await expect(
      coachAt({ ...app, clock }, meeting).booking.reschedule(move),
    ).rejects.toMatchObject({ cause: { code: "CAL_UNAVAILABLE" } });

    expect(await countMoves()).toBe(0);
    expect(await meeting.as("coach").booking.reschedule(move)).toMatchObject({ outcome: "moved" });
  });
});

describe("a worker whose clock is wrong by five minutes", () => {
  it.each([5, -5])(
    "settles nothing earlier or later than the database's clock says (%i)",
    async (minutes) => {
      const meeting = await arrangeMeeting({ timings: { postTimeoutMs: 200 } });
      await addFault({ operation: "reschedule", fault: "hang" });
      const { attemptUlid, ...move } = meeting.moveTo(11);
      const coach = meeting.as("coach");
      await coach.booking.reschedule({ attemptUlid, ...move });
      const worker = { ...meeting.ports, clock: ahead(minutes * minuteMs) };
      const look = async (sentAgo: string) => {
        await sql(`update "RescheduleAttempts" set "sentAt" = now() - interval '${sentAgo}',
        "leaseUntil" = now(), "nextRunAt" = now() where "ulid" = '${attemptUlid}'`);
        await runTick(worker);
        return (await coach.booking.rescheduleStatus({ attemptUlid })).outcome;
      };

      expect(await look("110 seconds")).toBe("confirming");
      expect(await look("121 seconds")).toBe("failed");
    },
  );
});

describe("a move whose server has died after Cal.com took it", () => {
  /** Sent and moved at Cal.com; its server answers nothing and records nothing. */
  async function arrangeDead(sentAgo: string) {
    const meeting = await arrangeMeeting({ timings: { respondWithinMs: 1 } });
    const never = new Promise<never>(() => undefined);
    const app = withCal(meeting, (reschedule) => async (...call) => {
      await reschedule(...call);
      return never;
    });
    const move = meeting.moveTo(11);
    expect(await coachAt(app, meeting).booking.reschedule(move)).toMatchObject({
      outcome: "confirming",
    });
    const successors = async () =>
      (await calBookings()).filter((each) => each.rescheduledFromUid === meeting.calUid).length;
    await expect.poll(successors, { timeout: 5_000 }).toBe(1);
    await sql(`update "RescheduleAttempts" set "sentAt" = now() - interval '${sentAgo}',
      "nextRunAt" = "nextRunAt" - interval '${sentAgo}' where "ulid" = '${move.attemptUlid}'`);
    return { meeting, move };
  }

  it("is adopted long before its lease ends", async () => {
    const { meeting, move } = await arrangeDead("5 seconds");

    await runTick(meeting.ports);

    const { attemptUlid } = move;
    expect(await meeting.as("coach").booking.rescheduleStatus({ attemptUlid })).toMatchObject({
      outcome: "moved",
      booking: { startTime: move.newStartTime, version: 2 },
    });
  });

  it("is settled a day later too, although it needed a person by then", async () => {
    const { meeting, move } = await arrangeDead("25 hours");
    const { attemptUlid } = move;
    await sql(`update "RescheduleAttempts" set "state" = 'NEEDS_HUMAN', "leaseUntil" = now()
      where "ulid" = '${attemptUlid}'`);

    await runTick(meeting.ports);

    expect(await meeting.as("coach").booking.rescheduleStatus({ attemptUlid })).toMatchObject({
      outcome: "moved",
    });
  });

  it("is only looked at while its server may be at work: nothing but a move is recorded", async () => {
    const { meeting, move } = await arrangeDead("5 seconds");
    await calControl("reset", {});
    const record = () =>
      sql(`select "state", "fence" from "RescheduleAttempts" where "ulid" = '${move.attemptUlid}'`);
    const [before] = await record();

    await runTick(meeting.ports);

    expect(await record()).toEqual([{ ...before, state: "SENDING" }]);
  });
});

describe("a repeated move while the caller's calls cannot be counted", () => {
  it("gets its answer again, and a new one is busy and not too many", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await meeting.as("coach").booking.reschedule(move);
    const rateLimiter = { take: () => Promise.reject(new Error("The counts are away.")) };
    const coach = coachAt({ ...meeting.ports, rateLimiter }, meeting);

    expect(await coach.booking.reschedule(move)).toMatchObject({ outcome: "moved" });
    await expect(coach.booking.reschedule(meeting.moveTo(12))).rejects.toMatchObject({
      cause: { code: "SERVICE_BUSY" },
    });
  });
});

describe("a meeting that is cancelled in Cal.com during its move", () => {
  it("is said to be cancelled, and not to be at some time now", async () => {
    const meeting = await arrangeMeeting();
    const app = withCal(meeting, (reschedule) => async (...call) => {
      const body = { cancellationReason: "ill" };
      const token = meeting.people.coach.calApiKey;
      await calPost(`/v2/bookings/${meeting.calUid}/cancel`, { token, body });
      return reschedule(...call);
    });

    await expect(
      coachAt(app, meeting).booking.reschedule(meeting.moveTo(11)),
    ).rejects.toMatchObject({
      cause: {
        code: "BOOKING_CHANGED",
        message: "This meeting was cancelled, so it can’t be moved.",
        details: { reason: "cancelled" },
      },
    });
  });
});
