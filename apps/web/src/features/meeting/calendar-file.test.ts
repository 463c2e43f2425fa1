import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import { bookingDetails } from "../../../test/booking-details.ts";
import { calendarFile } from "./calendar-file.ts";

const reader = {
  t: messagesFor("en", "meeting"),
  appOrigin: "https://reslot.example",
  now: Date.UTC(2026, 11, 1),
};

/** Its lines, with those that were folded for their length joined again. */
const linesOf = (changes: Partial<typeof bookingDetails> = {}) =>
  calendarFile({ ...bookingDetails, ...changes }, reader)
    .replaceAll("\r\n ", "")
    .split("\r\n");

const valueOf = (lines: string[], name: string) =>
  lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);

describe("calendarFile", () => {
  it("has the meeting in UTC, with the link to join and to its page, and without Cal.com's uid", () => {
    const lines = linesOf();

    expect(lines).toContain("METHOD:PUBLISH");
    expect(valueOf(lines, "UID")).toBe("01KC3M8QZ4ABCDEFGHJKMNPQRT@reslot.example");
    expect(valueOf(lines, "DTSTART")).toBe("20261214T180000Z");
    expect(valueOf(lines, "DTEND")).toBe("20261214T184500Z");
    expect(valueOf(lines, "SUMMARY")).toBe("Coaching with Sam Okafor");
    expect(valueOf(lines, "LOCATION")).toBe("https://meet.example.test/sam-okafor");
    expect(valueOf(lines, "URL;VALUE=URI")).toBe(
      "https://reslot.example/meetings/01KC3M8QZ4ABCDEFGHJKMNPQRT",
    );
  });

  it("replaces the entry of an earlier version", () => {
    const sequenceOf = (changes: Partial<typeof bookingDetails>) =>
      Number(valueOf(linesOf(changes), "SEQUENCE") ?? 0);

    const asked = sequenceOf({ version: 2, status: "pending" });
    expect(asked).toBeGreaterThan(sequenceOf({ version: 1 }));
    expect(sequenceOf({ version: 2 })).toBeGreaterThan(asked);
    expect(valueOf(linesOf({ status: "cancelled" }), "STATUS")).toBe("CANCELLED");
  });

  it("keeps what people typed within its own field", () => {
    const lines = linesOf({ title: "A;B\nATTENDEE:mailto:x@example.com", description: "1\n2" });

    expect(lines.filter((line) => line.startsWith("ATTENDEE"))).toEqual([]);
    expect(valueOf(lines, "SUMMARY")).toBe("A\\;B ATTENDEE:mailto:x@example.com with Sam Okafor");
    expect(valueOf(lines, "DESCRIPTION")).toMatch(/^1\\n2\\n\\nhttps:/);
  });
});
