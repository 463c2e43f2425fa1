import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import type { OutboxRow } from "../src/index.ts";
import { db, LEASE_MS, makeMeeting, type Meeting, moveOf } from "./fixtures.ts";

describe("the outbox", () => {
  /** Claims all due rows, including those of other tests, and returns this meeting's. */
  async function claimedFor(meeting: Meeting): Promise<OutboxRow[]> {
    const rows = await db.outbox.claim({ limit: 100, leaseMs: LEASE_MS });
    const mine = rows.filter((row) => row.dedupeKey.includes(meeting.bookingUlid));
    return rows.length === 0 ? [] : [...mine, ...(await claimedFor(meeting))];
  }

  it("gives a mail to one worker at a time, with the data it is rendered from", async () => {
    const meeting = await makeMeeting();
    await db.attempts.apply(moveOf(meeting));

    const [row, ...others] = await claimedFor(meeting);
    expect(others).toHaveLength(1);
    expect(row).toMatchObject({ topic: "mail", tries: 1, fence: 1 });
    expect(await claimedFor(meeting)).toEqual([]);

    const loaded = await db.outbox.loadNotification(row?.payload.notificationUlid ?? "");
    expect(loaded?.booking).toMatchObject({ ulid: meeting.bookingUlid, coach: meeting.coach });
    expect(loaded?.booking.mentee.email).toBe(meeting.mentee.email);
    expect(await db.outbox.loadNotification(ulid())).toBeNull();
  });

  it("settles a row only with the latest fence", async () => {
    const meeting = await makeMeeting();
    await db.attempts.apply(moveOf(meeting));
    const [first, second] = await claimedFor(meeting);
    if (!first || !second) throw new Error("nothing was claimed");

    expect(await db.outbox.done({ ulid: first.ulid, fence: first.fence + 1 })).toBe(false);
    expect(await db.outbox.done(first)).toBe(true);
    expect(await db.outbox.done(first)).toBe(false);

    expect(await db.outbox.retry({ ...second, delayMs: 0, error: "503" })).toBe(true);
    const [again] = await claimedFor(meeting);
    expect(again).toMatchObject({ ulid: second.ulid, tries: 2, fence: second.fence + 1 });
    expect(await db.outbox.bury({ ...second, error: "late" })).toBe(false);
    expect(await db.outbox.bury({ ulid: second.ulid, fence: second.fence + 1, error: "422" })).toBe(
      true,
    );
    expect(await claimedFor(meeting)).toEqual([]);
  });
});
