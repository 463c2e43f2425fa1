import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CalBooking, createCalClient } from "../../src/index.ts";
import { dayMs, formatInstant, hourMs, parseInstant } from "../../src/time/index.ts";
import { closeScene, errorOf, openScene, type Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(1);
}, 60_000);
afterAll(() => closeScene(scene), 120_000);

const asCoach = () => ({ start: scene.takeStart(), rescheduledBy: scene.coachEmail });
const asMentee = () => ({ start: scene.takeStart(), rescheduledBy: scene.menteeEmail });

describe("reading bookings", { timeout: 30_000 }, () => {
  it("gives the same booking to the host, the attendee and anybody who has the uid", async () => {
    const booking = await scene.book();

    const [coachs, mentees] = await Promise.all([
      scene.coach.bookings.get(booking.uid),
      scene.mentee.bookings.get(booking.uid),
    ]);

    expect(coachs).toEqual(booking);
    expect(mentees).toEqual(booking);
    expect(booking).toMatchObject({
      status: "accepted",
      duration: 30,
      eventType: { id: scene.eventTypeId },
      hosts: [{ email: scene.coachEmail }],
      attendees: [{ email: scene.menteeEmail }],
    });
  });

  it("lists it for both, by status and time", async () => {
    const { uid, start, end } = await scene.book();
    const query = { status: ["upcoming"], afterStart: start, beforeEnd: end } as const;

    const [coachs, mentees] = await Promise.all([
      scene.coach.bookings.list(query),
      scene.mentee.bookings.list(query),
    ]);

    expect(coachs.bookings.map((booking) => booking.uid)).toContain(uid);
    expect(mentees.bookings.map((booking) => booking.uid)).toContain(uid);
  });

  it("finds nothing under a uid that does not exist", async () => {
    expect(await errorOf(scene.anonymous.bookings.get("doesnotexist0000000000"))).toMatchObject({
      code: "NOT_FOUND",
      status: 404,
      answered: true,
    });
  });

  it("refuses a broken token although none is needed", async () => {
    const booking = await scene.book();
    const cal = createCalClient({ baseUrl: scene.url, accessToken: "not.a.token" });

    expect((await errorOf(cal.bookings.get(booking.uid))).code).toBe("TOKEN_INVALID");
  });
});

describe("moving a booking", { timeout: 30_000 }, () => {
  it("makes a new booking, and closes the old one with a pointer to it", async () => {
    const old = await scene.book();
    const to = { ...asCoach(), reschedulingReason: "A clash" };

    const moved = await scene.move(scene.coach, old.uid, to);

    expect(moved.uid).not.toBe(old.uid);
    expect(moved.id).not.toBe(old.id);
    expect(parseInstant(moved.start)).toBe(parseInstant(to.start));
    expect(moved).toMatchObject({
      status: "accepted",
      duration: old.duration,
      rescheduledFromUid: old.uid,
      rescheduledByEmail: scene.coachEmail,
      reschedulingReason: "A clash",
      icsUid: old.icsUid,
      attendees: [{ email: scene.menteeEmail }],
    });
    await expect(scene.anonymous.bookings.get(old.uid)).resolves.toMatchObject({
      status: "cancelled",
      rescheduledToUid: moved.uid,
    });
  });

  it("works for the mentee, and for somebody without a token", async () => {
    const first = await scene.book();

    const second = await scene.move(scene.mentee, first.uid, asMentee());
    const third = await scene.move(scene.anonymous, second.uid, asMentee());

    expect(second.status).toBe("accepted");
    expect(third).toMatchObject({ status: "accepted", rescheduledFromUid: second.uid });
    expect(third.icsUid).toBe(first.icsUid);
  });

  it("waits for the host's word when the attendee moves it", async () => {
    const old = await scene.book(scene.confirmedTypeId);
    expect(old.status).toBe("pending");

    const moved = await scene.move(scene.mentee, old.uid, asMentee());

    expect(moved.status).toBe("pending");
    await expect(scene.anonymous.bookings.get(old.uid)).resolves.toMatchObject({
      status: "cancelled",
    });
  });

  it("needs no word when the host moves it", async () => {
    const old = await scene.book(scene.confirmedTypeId);

    const moved = await scene.move(scene.coach, old.uid, asCoach());

    expect(moved.status).toBe("accepted");
  });

  it("may keep the time, which still makes a new booking", async () => {
    const old = await scene.book();

    const moved = await scene.move(scene.coach, old.uid, {
      start: old.start,
      rescheduledBy: scene.coachEmail,
    });

    expect(moved.uid).not.toBe(old.uid);
    expect(parseInstant(moved.start)).toBe(parseInstant(old.start));
  });

  it("understands an offset", async () => {
    const old = await scene.book();
    const start = scene.takeStart();
    const local = formatInstant(parseInstant(start) + 2 * hourMs).replace("Z", "+02:00");

    const moved = await scene.move(scene.coach, old.uid, {
      start: local,
      rescheduledBy: scene.coachEmail,
    });

    expect(parseInstant(moved.start)).toBe(parseInstant(start));
  });
});

describe("a move that Cal.com refuses", { timeout: 30_000 }, () => {
  const refused = async (uid: string, start: string, rescheduledBy = scene.coachEmail) => {
    const error = await errorOf(scene.move(scene.coach, uid, { start, rescheduledBy }));
    expect(error.answered).toBe(true);
    expect(error.outcomeUnknown).toBe(false);
    return error;
  };
  const unmoved = async ({ uid, start }: CalBooking) => {
    const now = await scene.anonymous.bookings.get(uid);
    return now.status === "accepted" && now.start === start;
  };

  it("says that somebody else has the time", async () => {
    const [booking, other] = [await scene.book(), await scene.book()];

    const error = await refused(booking.uid, other.start);

    expect(error).toMatchObject({ code: "SLOT_UNAVAILABLE", status: 400 });
    await expect(unmoved(booking)).resolves.toBe(true);
  });

  it("says the same of a time outside the host's hours", async () => {
    const booking = await scene.book();

    const error = await refused(booking.uid, `${scene.days.from}T22:00:00Z`);

    expect(error.code).toBe("SLOT_UNAVAILABLE");
    await expect(unmoved(booking)).resolves.toBe(true);
  });

  it("says that the time has passed", async () => {
    const booking = await scene.book();

    expect((await refused(booking.uid, "2024-01-15T10:00:00Z")).code).toBe("IN_THE_PAST");
  });

  it("says that it is sooner than the event type's notice", async () => {
    const thirtyDays = 30 * 24 * 60;
    const eventTypeId = await scene.createEventType({ minimumBookingNotice: thirtyDays });
    const early = scene.takeStart();
    const far = formatInstant(parseInstant(early) + 6 * 7 * dayMs);
    const booking = await scene.book(eventTypeId, far);

    expect((await refused(booking.uid, early)).code).toBe("OUT_OF_BOUNDS");
  });

  it("names the successor of a booking that was moved already", async () => {
    const old = await scene.book();
    const moved = await scene.move(scene.coach, old.uid, asCoach());

    const error = await refused(old.uid, scene.takeStart());

    expect(error).toMatchObject({ code: "ALREADY_RESCHEDULED", status: 400 });
    expect(error.details?.successorUid).toBe(moved.uid);
  });

  it("says that the booking was cancelled", async () => {
    const booking = await scene.book();
    await scene.api.cancel(booking.uid);

    expect((await refused(booking.uid, scene.takeStart())).code).toBe("BOOKING_CANCELLED");
  });

  it("does not find what does not exist", async () => {
    expect((await refused("doesnotexist0000000000", scene.takeStart())).code).toBe("NOT_FOUND");
  });

  it("wants an address of whoever moves it", async () => {
    const booking = await scene.book();

    const error = await refused(booking.uid, scene.takeStart(), "the coach");

    expect(error.code).toBe("INVALID_REQUEST");
    await expect(unmoved(booking)).resolves.toBe(true);
  });

  it("lets one of two simultaneous moves to the same time win", async () => {
    const booking = await scene.book();
    const to = asCoach();

    const outcomes = await Promise.allSettled([
      scene.move(scene.coach, booking.uid, to),
      scene.move(scene.coach, booking.uid, to),
    ]);

    const errors = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(errors).toHaveLength(1);
    expect(["CONFLICT", "ALREADY_RESCHEDULED", "SLOT_UNAVAILABLE"]).toContain(errors[0].code);
  });
});
