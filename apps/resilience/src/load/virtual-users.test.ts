import { describe, expect, it } from "vitest";
import { makeCrowd } from "./virtual-users.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

describe("the crowd", () => {
  const now = Date.parse("2026-11-25T21:00:00Z");
  const { people, bookings } = makeCrowd(now);

  it("is 40 people with 200 meetings, each with keys of their own", () => {
    expect(people).toHaveLength(40);
    expect(bookings).toHaveLength(200);
    expect(new Set(people.map(({ clerkApiKey }) => clerkApiKey)).size).toBe(40);
    expect(people.filter(({ calApiKey }) => calApiKey === null)).toHaveLength(10);
  });

  it("meets on working days in the future, and nobody twice at a time", () => {
    for (const { start } of bookings) {
      expect(start - now).toBeGreaterThan(DAY);
      expect([0, 6]).not.toContain(new Date(start).getUTCDay());
    }
    const places = bookings.map(({ coach, start }) => `${coach.key} ${start}`);
    expect(new Set(places).size).toBe(bookings.length);
  });
});
