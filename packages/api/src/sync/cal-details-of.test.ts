import { describe, expect, it } from "vitest";
import { calDetailsOf } from "./cal-details-of.ts";

describe("calDetailsOf", () => {
  it("has the link to join, whichever field has it", () => {
    const link = "https://meet.example.test/sam";

    expect(calDetailsOf({ location: link }).joinUrl).toBe(link);
    expect(calDetailsOf({ location: "integrations:daily", meetingUrl: link }).joinUrl).toBe(link);
  });

  it.each([
    "javascript:alert(1)",
    "https://sam:secret@example.test/",
    "file:///etc/passwd",
    "",
    null,
  ])("opens nothing for %s", (location) => {
    expect(calDetailsOf({ location }).joinUrl).toBeNull();
  });

  it("has a place in words, and not Cal.com's name for a link that it has yet to make", () => {
    expect(calDetailsOf({ location: "12 High\u202e Street" }).location).toBe("12 High Street");
    expect(calDetailsOf({ location: "integrations:zoom" }).location).toBeNull();
  });

  it("keeps the lines of a description, without invisible characters", () => {
    const description = "First\u200b line\r\n\n\n\nSecond line\n";

    expect(calDetailsOf({ description }).description).toBe("First line\n\nSecond line");
    expect(calDetailsOf({ description: " \n" }).description).toBeNull();
  });

  it("has what was answered to the coach's own questions, and nothing that Cal.com asks itself", () => {
    const bookingFieldsResponses = {
      name: "Alex",
      email: "alex@example.com",
      guests: ["ann@example.com"],
      "your-goal": "A plan",
      topics: ["Work", "Study"],
      years: 4,
      empty: "",
      nested: { value: "no" },
    };

    expect(calDetailsOf({ bookingFieldsResponses }).answers).toEqual([
      { question: "Your goal", answer: "A plan" },
      { question: "Topics", answer: "Work, Study" },
      { question: "Years", answer: "4" },
    ]);
  });
});
