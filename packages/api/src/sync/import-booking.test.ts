import type { CalBooking } from "@reslot/cal";
import { describe, expect, it } from "vitest";
import { notImportedReason, titleOf } from "./import-booking.ts";

const person = { name: "Maya", email: "maya@example.com", timeZone: "Asia/Kolkata" };
const meeting: CalBooking = {
  id: 1,
  uid: "u1",
  title: "Coaching",
  status: "accepted",
  start: "2026-12-15T09:00:00.000Z",
  end: "2026-12-15T10:00:00.000Z",
  duration: 60,
  eventTypeId: 7,
  hosts: [{ id: 1, name: "Sam", email: "sam@example.com", timeZone: "Africa/Nairobi" }],
  attendees: [person],
};

describe("notImportedReason", () => {
  it("imports meetings of two people, accepted or pending", () => {
    expect(notImportedReason(meeting)).toBeNull();
    expect(notImportedReason({ ...meeting, status: "pending" })).toBeNull();
    expect(
      notImportedReason({ ...meeting, eventTypeId: null, eventType: { id: 7, slug: "coaching" } }),
    ).toBeNull();
  });

  it("imports the occurrences of a recurring series", () => {
    expect(notImportedReason({ ...meeting, recurringBookingUid: "r1" })).toBeNull();
  });

  it("does not import meetings with seats or more people", () => {
    const [host] = meeting.hosts;

    expect(notImportedReason({ ...meeting, attendees: [{ ...person, seatUid: "s1" }] })).toBe(
      "seated",
    );
    expect(notImportedReason({ ...meeting, attendees: [person, person] })).toBe("severalPeople");
    expect(notImportedReason({ ...meeting, attendees: [] })).toBe("severalPeople");
    expect(notImportedReason({ ...meeting, hosts: host ? [host, host] : [] })).toBe(
      "severalPeople",
    );
  });

  it("does not import past meetings, ones without an event type, or longer than a day", () => {
    expect(notImportedReason({ ...meeting, status: "cancelled" })).toBe("unsupported");
    expect(notImportedReason({ ...meeting, eventTypeId: null })).toBe("unsupported");
    expect(notImportedReason({ ...meeting, duration: 1_441 })).toBe("unsupported");
  });
});

describe("titleOf", () => {
  it.each([
    ["Coaching between Sam and Maya", "Coaching"],
    ["Coaching between terms", "Coaching between terms"],
    ["Between Sam and Maya", "Between Sam and Maya"],
  ])("reads %s as %s", (title, expected) => {
    expect(titleOf({ ...meeting, title })).toBe(expected);
  });

  it("has no characters that turn or hide text", () => {
    const title = "Your\u202e Day\u200b \u2066x\u2069\r\n15:00\u{e0041}";

    expect(titleOf({ ...meeting, title })).toBe("Your Day x 15:00");
  });

  it("is cut between characters, to what can be stored", () => {
    expect(titleOf({ ...meeting, title: "😀".repeat(501) })).toBe("😀".repeat(500));
  });

  it("takes the event type's slug where Cal.com gives no title", () => {
    const eventType = { id: 7, slug: "coaching" };
    expect(titleOf({ ...meeting, title: null, eventType })).toBe("coaching");
    expect(titleOf({ ...meeting, title: "\u202e\u200b", eventType })).toBe("coaching");
    expect(titleOf({ ...meeting, title: " between Sam and Maya", eventType })).toBe("coaching");
  });
});
