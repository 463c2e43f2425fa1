import type { Notification } from "@reslot/db";
import { describe, expect, it } from "vitest";
import { newsOf } from "./news-of.ts";

const was = { startTime: "2026-12-15T21:00:00.000Z", endTime: "2026-12-15T21:45:00.000Z" };
const now = { startTime: "2026-12-16T21:00:00.000Z", endTime: "2026-12-16T21:45:00.000Z" };

const move: Notification = {
  ulid: "01JD0000000000000000000N0T",
  userUlid: "01JD0000000000000000000MEN",
  bookingUlid: "01JD0000000000000000000B00",
  version: 2,
  kind: "bookingMoved",
  actorUserUlid: null,
  actorRole: null,
  oldStartTime: was.startTime,
  oldEndTime: was.endTime,
  newStartTime: now.startTime,
  newEndTime: now.endTime,
  reason: null,
  conflictOverridden: false,
  overriddenVerdict: null,
  note: null,
  readAt: null,
  createdAt: "2026-12-01T09:00:00.000Z",
};

const newsFor = (changes: Partial<Notification>) => newsOf({ ...move, ...changes });

describe("newsOf", () => {
  it("has the old and the new time of a move, and of another length", () => {
    const endTime = "2026-12-15T22:00:00.000Z";

    expect(newsFor({})).toEqual({ was, now });
    expect(newsFor({ newStartTime: was.startTime, newEndTime: endTime })).toEqual({
      was,
      now: { ...was, endTime },
    });
  });

  it("has the one that counts of an answer or an end, and none where no time is news", () => {
    expect(newsFor({ kind: "confirmed" })).toEqual({ was: null, now });
    expect(newsFor({ kind: "bookingCancelledUpstream" })).toEqual({ was, now: null });
    expect(newsFor({ note: "newHost" })).toEqual({ was: null, now: null });
    expect(newsFor({ newStartTime: was.startTime, newEndTime: was.endTime })).toEqual({
      was: null,
      now: null,
    });
  });
});
