import type { Attempt, BookingContext } from "@reslot/db";
import { describe, expect, it, vi } from "vitest";
import { booking, isoAt, now } from "../../test/support/move-in-memory.ts";
import { openForMove, plansAtTarget } from "./move.ts";

const hour = (at: number) => ({ start: Date.parse(isoAt(at)), end: Date.parse(isoAt(at + 1)) });

const moving = (bookingUlid: string, at: number) =>
  ({ bookingUlid, toStartTime: isoAt(at), toEndTime: isoAt(at + 1) }) as Attempt;

const around = {
  booking,
  consent: { state: "allowed" },
  plans: [hour(3)],
  own: [{ ...hour(5), title: "Lunch" }],
  inFlight: [moving(booking.ulid, 7), moving("another meeting", 9)],
} as unknown as BookingContext;

describe("what is known before a move", () => {
  it("is read for the new time alone", () => {
    const clock = { now: () => now, elapsed: () => 0 };
    const target = { newStartTime: isoAt(4), newEndTime: isoAt(5) };

    expect(plansAtTarget({ clock }, target)).toEqual({
      now,
      view: hour(4),
      plans: hour(4),
      beyondMs: 0,
    });
  });

  it("has the coach's meetings and where others are being moved to, but not this one", async () => {
    const connections = { coach: "of the coach", mentee: "of the mentee" };
    const openPair = vi.fn(() => Promise.resolve(connections));
    const deps = { calAccounts: { openPair } } as unknown as Parameters<typeof openForMove>[0];

    const opened = await openForMove(deps, around, {
      user: { ulid: "coach" },
    } as Parameters<typeof openForMove>[2]);

    expect(openPair).toHaveBeenCalledExactlyOnceWith(around, { purpose: "move", by: "coach" });
    expect(opened).toEqual({
      connections,
      consent: around.consent,
      taken: [hour(3), { ...hour(5), title: "Lunch" }, hour(9)],
    });
  });
});
