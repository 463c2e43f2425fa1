import { beforeAll, describe, expect, it } from "vitest";
import { arrangeMeeting, type Meeting, type MoveInput } from "../support/meeting.ts";
import { calBookings, countMoves, sql } from "../support/services.ts";

/** Everything that a refused request might have touched. */
async function snapshot() {
  const tables = ["Bookings", "RescheduleAttempts", "Notifications", "Outbox", "BookingEvents"];
  const rows = await Promise.all(tables.map((table) => sql(`select * from "${table}" order by 1`)));
  return { rows, bookings: await calBookings(), moves: await countMoves() };
}

/** The first of two times at which New York's clocks show 01:30. */
const repeatedHour = {
  newStartTime: "2027-11-07T05:30:00.000Z",
  newEndTime: "2027-11-07T06:30:00.000Z",
};
const readTwice = { timeZone: "America/New_York", wallClock: "2027-11-07T01:30" };

const unknown = "01JD0000000000000000000000";

describe("booking.reschedule with bad input", () => {
  let meeting: Meeting;
  beforeAll(async () => {
    meeting = await arrangeMeeting({ isImported: true });
  });

  const cases: [string, string, (move: MoveInput) => object][] = [
    ["an unknown key", "INVALID_INPUT", (move) => ({ ...move, role: "coach" })],
    ["a malformed booking", "INVALID_INPUT", (move) => ({ ...move, bookingUlid: "42" })],
    ["a malformed attempt", "INVALID_INPUT", (move) => ({ ...move, attemptUlid: "again" })],
    [
      "a time without offset",
      "INVALID_INPUT",
      (move) => ({ ...move, newStartTime: move.newStartTime.slice(0, 19) }),
    ],
    [
      "a day that does not exist",
      "INVALID_INPUT",
      (move) => ({ ...move, newStartTime: "2027-02-30T10:00:00Z" }),
    ],
    ["another version", "BOOKING_CHANGED", (move) => ({ ...move, expectedVersion: 7 })],
    [
      "an end that is not start plus length",
      "END_MISMATCH",
      (move) => ({ ...move, newEndTime: move.newStartTime }),
    ],
    [
      "a time in the past",
      "IN_THE_PAST",
      (move) => ({
        ...move,
        newStartTime: "2020-01-01T10:00:00Z",
        newEndTime: "2020-01-01T11:00:00Z",
      }),
    ],
    ["the same time again", "NO_CHANGE", (move) => ({ ...move, ...timesAt(9) })],
    [
      "another wall clock than the one that was read",
      "TIME_ZONE_MISMATCH",
      (move) => ({ ...move, seen: { timeZone: "Africa/Nairobi", wallClock: "2026-01-01T10:00" } }),
    ],
    [
      "a time that clocks show twice, read without its offset",
      "TIME_ZONE_MISMATCH",
      (move) => ({ ...move, ...repeatedHour, seen: { ...readTwice } }),
    ],
    [
      "a time that clocks show twice, read at its other offset",
      "TIME_ZONE_MISMATCH",
      (move) => ({ ...move, ...repeatedHour, seen: { ...readTwice, offset: "-05:00" } }),
    ],
    [
      "an offset that is none",
      "INVALID_INPUT",
      (move) => ({ ...move, ...repeatedHour, seen: { ...readTwice, offset: "EDT" } }),
    ],
    [
      "an unknown time zone",
      "INVALID_INPUT",
      (move) => ({ ...move, seen: { timeZone: "Mars/Base", wallClock: "2026-01-01T10:00" } }),
    ],
  ];

  function timesAt(hour: number) {
    const { newStartTime, newEndTime } = meeting.moveTo(hour);
    return { newStartTime, newEndTime };
  }

  it.each(cases)("refuses %s with %s, and changes nothing", async (_what, code, spoil) => {
    const before = await snapshot();

    const spoilt = spoil(meeting.moveTo(11)) as MoveInput;

    await expect(meeting.as("coach").booking.reschedule(spoilt)).rejects.toMatchObject({
      cause: { code },
    });
    expect(await snapshot()).toEqual(before);
  });

  it("answers a stranger as if the booking did not exist", async () => {
    const before = await snapshot();
    const { booking } = meeting.as("stranger");
    const refusalOf = (promise: Promise<unknown>) =>
      promise.then(
        () => null,
        (error: { code: string; message: string; cause: { code: string; details: object } }) => ({
          status: error.code,
          message: error.message,
          code: error.cause.code,
          details: error.cause.details,
        }),
      );

    const move = meeting.moveTo(11);
    const range = { from: move.newStartTime, to: move.newEndTime, timeZone: "UTC" };
    const answers = await Promise.all(
      [meeting.bookingUlid, unknown].flatMap((bookingUlid) => [
        refusalOf(booking.get({ bookingUlid })),
        refusalOf(booking.history({ bookingUlid })),
        refusalOf(booking.availability({ bookingUlid, ...range })),
        refusalOf(booking.reschedule({ ...move, bookingUlid })),
      ]),
    );

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "NOT_FOUND", status: "NOT_FOUND" });
    expect(await snapshot()).toEqual(before);
  });

  it("answers TIME_ZONE_MISMATCH with both wall clocks, and accepts the server's", async () => {
    const move = meeting.moveTo(10);
    const seen = { timeZone: "Africa/Nairobi", wallClock: move.newStartTime.slice(0, 16) };
    const actual = move.newStartTime.slice(0, 11) + "13:00";

    await expect(meeting.as("coach").booking.reschedule({ ...move, seen })).rejects.toMatchObject({
      cause: {
        details: {
          timeZone: "Africa/Nairobi",
          seenWallClock: seen.wallClock,
          serverWallClock: actual,
        },
      },
    });

    const confirmed = { ...move, seen: { ...seen, wallClock: actual, offset: "+03:00" } };
    expect(await meeting.as("coach").booking.reschedule(confirmed)).toMatchObject({
      outcome: "moved",
    });
  });
});

describe("an attempt's idempotency key", () => {
  it("is refused for a different request", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await meeting.as("coach").booking.reschedule(move);

    await expect(
      meeting.as("coach").booking.reschedule({ ...move, reason: "changed my mind" }),
    ).rejects.toMatchObject({ code: "CONFLICT", cause: { code: "IDEMPOTENCY_KEY_REUSED" } });
    expect(await countMoves()).toBe(1);
  });

  it("is its person's own: the other one's same key is a new request, and tells nothing", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await meeting.as("coach").booking.reschedule(move);

    const { attemptUlid } = move;
    const again = { ...meeting.moveTo(12), expectedVersion: 2, attemptUlid };
    expect(await meeting.as("mentee").booking.reschedule(again)).toMatchObject({
      outcome: "moved",
      attemptUlid,
    });
    expect(await countMoves()).toBe(2);
    const status = await meeting.as("coach").booking.rescheduleStatus({ attemptUlid });
    expect(status).toMatchObject({ outcome: "moved", attemptUlid });
  });

  it("repeats a refusal word for word", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(6);
    const refusalOf = () =>
      meeting
        .as("coach")
        .booking.reschedule(move)
        .then(
          () => null,
          (error: { cause: { toPayload(): object } }) => error.cause.toPayload(),
        );

    const first = await refusalOf();

    expect(first).toMatchObject({
      code: "MENTEE_CONFLICT",
      message: expect.stringMatching(
        /^That time is outside Maya Mentee’s working hours\. The meeting stays at .* \(Nairobi, UTC\+3\)\. Choose another time, or give a reason and move it anyway\.$/,
      ),
      details: { verdict: "outsideMenteeHours", reasonRequired: true },
    });
    expect(await refusalOf()).toEqual(first);
  });

  it("is not readable by other people", async () => {
    const meeting = await arrangeMeeting();
    const move = meeting.moveTo(11);
    await meeting.as("coach").booking.reschedule(move);

    await expect(
      meeting.as("mentee").booking.rescheduleStatus({ attemptUlid: move.attemptUlid }),
    ).rejects.toMatchObject({ cause: { code: "NOT_FOUND" } });
  });
});

describe("a meeting that cannot be moved", () => {
  it.each(["cancelled", "rejected"])("is refused when it is %s", async (status) => {
    const meeting = await arrangeMeeting();
    await sql(
      `update "Bookings" set "status" = '${status}' where "ulid" = '${meeting.bookingUlid}'`,
    );

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { code: "UNSUPPORTED_BOOKING", details: { reason: status } },
    });
    expect(
      await meeting.as("coach").booking.get({ bookingUlid: meeting.bookingUlid }),
    ).toMatchObject({
      reschedule: { allowed: false, reason: status },
    });
  });

  it("is refused when it has started", async () => {
    const meeting = await arrangeMeeting();
    await sql(`update "Bookings" set "startTime" = now() - interval '1 day', "endTime" = now() - interval '23 hours'
      where "ulid" = '${meeting.bookingUlid}'`);

    await expect(meeting.as("coach").booking.reschedule(meeting.moveTo(11))).rejects.toMatchObject({
      cause: { code: "IN_THE_PAST", details: { reason: "past" } },
    });
  });

  it("is refused when its event type forbids rescheduling, or at such short notice", async () => {
    const fixed = await arrangeMeeting({ eventType: { disableRescheduling: true } });
    await expect(fixed.as("mentee").booking.reschedule(fixed.moveTo(11))).rejects.toMatchObject({
      code: "FORBIDDEN",
      cause: { code: "RESCHEDULE_DISABLED" },
    });

    const slow = await arrangeMeeting({ eventType: { minimumBookingNotice: 30 * 24 * 60 } });
    await expect(slow.as("mentee").booking.reschedule(slow.moveTo(11))).rejects.toMatchObject({
      code: "FORBIDDEN",
      cause: { code: "NOTICE_TOO_SHORT" },
    });
    expect(await countMoves()).toBe(0);
  });

  it("is refused at a time the coach does not offer", async () => {
    const meeting = await arrangeMeeting();
    const night = meeting.moveTo(20);
    const offGrid = meeting.moveTo(11.25);

    for (const move of [night, offGrid]) {
      await expect(meeting.as("mentee").booking.reschedule(move)).rejects.toMatchObject({
        code: "CONFLICT",
        cause: { code: "SLOT_TAKEN", details: { reason: "notOffered" } },
        message: expect.stringMatching(/^Sam.* can’t be booked at that time\. The meeting stays/),
      });
    }
    expect(await countMoves()).toBe(0);
  });
});

describe("procedures other than booking.reschedule", () => {
  it("refuse unknown keys and malformed values", async () => {
    const meeting = await arrangeMeeting();
    const { booking, notification, calConnection } = meeting.as("coach");
    const { bookingUlid } = meeting;
    const from = "2026-01-01T00:00:00Z";
    const anything = (value: unknown) => value as never;

    const refused = [
      booking.list(anything({ when: "always" })),
      booking.list(anything({ when: "past", extra: 1 })),
      booking.list({ when: "past", cursor: "nonsense" }),
      booking.get(anything({ bookingUlid, extra: 1 })),
      booking.history({ bookingUlid: bookingUlid.toLowerCase() }),
      booking.availability({ bookingUlid, from, to: "2026-06-01T00:00:00Z", timeZone: "UTC" }),
      booking.availability({ bookingUlid, from, to: from, timeZone: "UTC" }),
      booking.availability({ bookingUlid, from, to: "2026-01-02T00:00:00Z", timeZone: "Nowhere" }),
      booking.rescheduleStatus({ attemptUlid: "x" }),
      notification.list(anything({ limit: 0 })),
      notification.markRead({ notificationUlid: "x" }),
      notification.unreadCount(anything({ extra: 1 })),
      calConnection.connectWithApiKey({ apiKey: "sk_live_something" }),
      calConnection.get(anything({ extra: 1 })),
    ];

    const answers = await Promise.allSettled(refused);

    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: "rejected",
        reason: { code: "BAD_REQUEST", cause: { code: "INVALID_INPUT" } },
      });
    }
  });
});
