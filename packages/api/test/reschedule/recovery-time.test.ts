import { describe, expect, it } from "vitest";
import { runTick } from "../support/run-tick.ts";
import { arrangeMeeting } from "../support/meeting.ts";
import { addFault, sql } from "../support/services.ts";

const quietMs = 120_000;

describe("an attempt whose answer was lost", () => {
  it("is read again no later than the end of its quiet time, after any number of retries", async () => {
    const meeting = await arrangeMeeting({
      timings: { postTimeoutMs: 200, leaseMs: 60_000, quietMs },
    });
    await addFault({ operation: "reschedule", fault: "hang" });
    const { attemptUlid, ...move } = meeting.moveTo(11);
    await meeting.as("coach").booking.reschedule({ attemptUlid, ...move });
    await sql(`update "RescheduleAttempts" set "tries" = 6, "sentAt" = now() - interval '90 seconds',
      "leaseUntil" = now(), "nextRunAt" = now() where "ulid" = '${attemptUlid}'`);

    await runTick(meeting.ports);

    const [row] = await sql<{
      sinceSent: number;
      sinceLooked: number;
    }>(`select extract(epoch from "nextRunAt" - "sentAt")::float as "sinceSent",
        extract(epoch from "nextRunAt" - "updatedAt")::float as "sinceLooked"
      from "RescheduleAttempts" where "ulid" = '${attemptUlid}'`);
    expect(row?.sinceSent).toBeGreaterThanOrEqual(quietMs / 1000);
    // What was left when it was looked at, however long that took.
    expect(row?.sinceLooked).toBeLessThanOrEqual(quietMs / 1000 - 90);
  });
});
