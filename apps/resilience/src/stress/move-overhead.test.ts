import { describe, expect, it } from "vitest";
import type { ProxiedCall } from "../traffic/cal-proxy.ts";
import { createVirtualUsers } from "./virtual-users.ts";
import { overheadOf } from "./move-overhead.ts";

const { meetings } = createVirtualUsers(Date.parse("2026-11-25T21:00:00Z"));
const [meeting, other] = [meetings[0], meetings[199]];
if (!meeting || !other) throw new Error("There are no meetings.");

const start = Date.parse("2026-12-01T10:00:00Z");
const move = {
  attemptUlid: "01",
  meeting,
  actor: meeting.mentee,
  start,
  askedAt: 1_000,
  answeredAt: 5_000,
  reply: { status: 200 },
};
const post = (by: string): ProxiedCall => ({
  method: "POST",
  path: "/v2/bookings/abc/reschedule",
  token: null,
  status: 200,
  body: JSON.stringify({ start: "2026-12-01T10:00:00.000Z", rescheduledBy: by }),
  from: 2_000,
  to: 4_000,
});
const read = (token: string | null, from: number, to: number): ProxiedCall => ({
  method: "GET",
  path: "/v2/slots",
  token,
  status: 200,
  body: "",
  from,
  to,
});

describe("the overhead of a move", () => {
  it("is its whole time without its own reschedule call", () => {
    expect(overheadOf(move, [post(meeting.mentee.email)])).toBe(2_000);
    expect(overheadOf(move, [post(other.mentee.email)])).toBe(4_000);
  });

  it("leaves out slow calls for its own people, overlaps counted once", () => {
    const slow = read(meeting.coach.calApiKey, 500, 2_500);

    expect(overheadOf(move, [slow])).toBe(2_500);
    expect(overheadOf(move, [slow, post(meeting.mentee.email)])).toBe(1_000);
    expect(overheadOf(move, [read(other.coach.calApiKey, 500, 2_500)])).toBe(4_000);
    expect(overheadOf(move, [read(meeting.coach.calApiKey, 1_500, 1_600)])).toBe(4_000);
  });
});
