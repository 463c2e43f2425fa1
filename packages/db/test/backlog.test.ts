import { describe, expect, it } from "vitest";
import { db, makeMeeting, moveOf, sql } from "./fixtures.ts";

describe("the backlog", () => {
  it("counts unsent mail and open attempts, with the oldest of each", async () => {
    // Mail of other files may become due at any moment.
    await sql(`update "Outbox" set "availableAt" = now() where "doneAt" is null`);
    const before = await db.backlog.mailsWaiting();
    const { bookingUlid, ...meeting } = await makeMeeting();
    await db.attempts.apply(moveOf({ bookingUlid, ...meeting }));
    // What waits for further changes is not late.
    expect((await db.backlog.mailsWaiting()).count).toBe(before.count);
    await sql(`update "Outbox" set "availableAt" = now() where "bookingUlid" = '${bookingUlid}'`);

    const { count, oldest } = await db.backlog.mailsWaiting();
    expect(count).toBeGreaterThanOrEqual(before.count + 2);
    expect(oldest).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect((await db.backlog.attemptsInFlight()).count).toBeGreaterThanOrEqual(
      (await db.backlog.attemptsNeedingHuman()).count,
    );
  });

  it("has no oldest entry when nothing is waiting", async () => {
    const { count, oldest } = await db.backlog.mailsGivenUp();

    expect(oldest === null).toBe(count === 0);
  });
});
