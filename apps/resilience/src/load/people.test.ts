import { dayMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { createPopulation } from "./people.ts";

const now = Date.UTC(2026, 10, 30, 22);
const population = createPopulation({ coaches: 3, mentees: 6, minutes: 1 }, now);

describe("the people of a load run", () => {
  it("have one meeting for each mentee of each coach, none twice at one time", () => {
    const { coaches, mentees, others, meetings } = population;
    const pairs = meetings.map(({ coachEmail, menteeEmail }) => `${coachEmail} ${menteeEmail}`);
    const times = meetings.map(({ coachEmail, start }) => `${coachEmail} ${start}`);

    expect([coaches.length, mentees.length, others.length]).toEqual([3, 6, 12]);
    expect(new Set(pairs).size).toBe(18);
    expect(new Set(times).size).toBe(18);
  });

  it("meet within two days at every second coach, and later than that at the others", () => {
    const first = (email: string) =>
      Math.min(
        ...population.meetings
          .filter(({ coachEmail }) => coachEmail === email)
          .map(({ start }) => start),
      );
    const soonest = population.coaches.map(({ email }) => first(email) - now < 2 * dayMs);

    expect(soonest).toEqual([true, false, true]);
  });

  it("are two mentees in three with a connected calendar", () => {
    expect(population.mentees.map(({ calApiKey }) => calApiKey !== null)).toEqual([
      true,
      true,
      false,
      true,
      true,
      false,
    ]);
  });
});
