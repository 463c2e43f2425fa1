import { dayMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { createVirtualUsers } from "./virtual-users.ts";

describe("the virtual users", () => {
  const now = Date.parse("2026-11-25T21:00:00Z");
  const { users, meetings } = createVirtualUsers(now);

  it("are 40 users with 200 meetings, each user with their own keys", () => {
    expect(users).toHaveLength(40);
    expect(meetings).toHaveLength(200);
    expect(new Set(users.map(({ clerkApiKey }) => clerkApiKey)).size).toBe(40);
    expect(users.filter(({ calApiKey }) => calApiKey === null)).toHaveLength(10);
  });

  it("meet on future working days, with no coach booked twice at a time", () => {
    for (const { start } of meetings) {
      expect(start - now).toBeGreaterThan(dayMs);
      expect([0, 6]).not.toContain(new Date(start).getUTCDay());
    }
    const bookedTimes = meetings.map(({ coach, start }) => `${coach.key} ${start}`);
    expect(new Set(bookedTimes).size).toBe(meetings.length);
  });
});
