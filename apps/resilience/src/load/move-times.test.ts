import { describe, expect, it } from "vitest";
import type { TappedCall } from "./cal-proxy.ts";
import { makeCrowd } from "./virtual-users.ts";
import { ownTimeOf } from "./move-times.ts";

const { bookings } = makeCrowd(Date.parse("2026-11-25T21:00:00Z"));
const [booking, other] = [bookings[0], bookings[199]];
if (!booking || !other) throw new Error("The crowd has no meetings.");

const start = Date.parse("2026-12-01T10:00:00Z");
const move = {
  attemptUlid: "01",
  booking,
  actor: booking.mentee,
  start,
  askedAt: 1_000,
  answeredAt: 5_000,
  reply: { status: 200 },
};
const post = (by: string): TappedCall => ({
  method: "POST",
  path: "/v2/bookings/abc/reschedule",
  token: null,
  body: JSON.stringify({ start: "2026-12-01T10:00:00.000Z", rescheduledBy: by }),
  from: 2_000,
  to: 4_000,
});
const read = (token: string | null, from: number, to: number): TappedCall => ({
  method: "GET",
  path: "/v2/slots",
  token,
  body: "",
  from,
  to,
});

describe("what a move took beyond Cal.com's own time", () => {
  it("is all of it but the reschedule call", () => {
    expect(ownTimeOf(move, [post(booking.mentee.email)])).toBe(2_000);
    expect(ownTimeOf(move, [post(other.mentee.email)])).toBe(4_000);
  });

  it("is without slow calls for its own people, and counts no moment twice", () => {
    const slow = read(booking.coach.calApiKey, 500, 2_500);

    expect(ownTimeOf(move, [slow])).toBe(2_500);
    expect(ownTimeOf(move, [slow, post(booking.mentee.email)])).toBe(1_000);
    expect(ownTimeOf(move, [read(other.coach.calApiKey, 500, 2_500)])).toBe(4_000);
    expect(ownTimeOf(move, [read(booking.coach.calApiKey, 1_500, 1_600)])).toBe(4_000);
  });
});
