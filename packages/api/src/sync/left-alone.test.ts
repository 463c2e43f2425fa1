import type { CalBooking } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import { summarizeLeftAlone } from "./left-alone.ts";

const connection = { calEmail: "Sam@example.com" };
function bookingWith(name: string | null, email: string | null): CalBooking {
  return {
    uid: "u",
    status: "accepted",
    start: "2026-12-01T09:00:00Z",
    end: "2026-12-01T10:00:00Z",
    duration: 60,
    hosts: [],
    attendees: name === null && email === null ? [] : [{ name, email }],
  };
}

describe("what a sync left alone", () => {
  it("is counted by person and reason, without what was imported", () => {
    const jo = bookingWith("Jo Doe", "jo@example.com");
    expect(
      summarizeLeftAlone(
        [
          { booking: bookingWith("Kim Roe", "kim@example.com"), outcome: "severalPeople" },
          { booking: jo, outcome: "strangers" },
          { booking: jo, outcome: "strangers" },
          { booking: bookingWith("Maya", "maya@example.com"), outcome: "created" },
          { booking: bookingWith("Alex", "alex@example.com"), outcome: "known" },
        ],
        connection,
      ),
    ).toEqual([
      { name: "Jo Doe", count: 2, reason: "noAccount" },
      { name: "Kim Roe", count: 1, reason: "severalPeople" },
    ]);
  });

  it("names a person without a name by the address, and one without either not at all", () => {
    const lines = summarizeLeftAlone(
      [
        { booking: bookingWith(null, "lee@example.com"), outcome: "seated" },
        { booking: bookingWith(null, null), outcome: "unsupported" },
      ],
      connection,
    );
    expect(new Set(lines.map(({ name }) => name))).toEqual(new Set(["lee@example.com", ""]));
  });

  it("says of a meeting with oneself that it is not supported, not that one has no account", () => {
    const own = { booking: bookingWith("Sam", "sam@example.com"), outcome: "strangers" } as const;
    expect(summarizeLeftAlone([own], connection)).toEqual([
      { name: "Sam", count: 1, reason: "unsupported" },
    ]);
  });
});
