import { describe, expect, it } from "vitest";
import { messagesFor } from "../src/catalogue.ts";
import { en } from "../src/en/index.ts";
import { type ErrorCode, errorMessage, errorWords, type Reader } from "../src/index.ts";

const t = messagesFor("en", "errors");
const codes = Object.keys(en.errors.codes) as ErrorCode[];
const names = { coach: "Sam", mentee: "Maya" };
const program: Reader = { audience: "program" };
const readers: Reader[] = [
  { audience: "coach", ...names },
  { audience: "mentee", ...names },
  { audience: "person" },
  program,
];
const cases = codes.flatMap((code) => readers.map((reader) => ({ code, reader })));
const when = "Tue 15 Dec 2026, 13:00 – 13:45 (Vancouver, UTC−8)";

describe("errorMessage", () => {
  it("says what happened and what to do next, for every code and reader", () => {
    const wanting = cases.filter((failure) => {
      const { what, next } = errorWords(t, failure);
      return !/^[A-Z].*[^.]$/.test(what) || !/^[A-Z].*\.$/.test(next ?? "");
    });
    expect(wanting).toEqual([]);
  });

  it("says whether the meeting moved, for every code and reader", () => {
    const unmoved =
      /was not moved|was not made|Nothing was changed|to see where (?:it|the meeting) is now/;
    const silent = cases.filter((failure) => !unmoved.test(errorMessage(t, failure)));
    expect(silent.filter(({ code }) => code !== "SERVICE_BUSY")).toEqual([]);
  });

  it("does not speak of a change to a person who only looked while we are busy", () => {
    const busy = { details: { reason: "calBudget", retryAfterMs: 20_000 } };
    const reader: Reader = { audience: "person" };
    const asked =
      "A calendar is being read very often right now, so we wait before we ask Cal.com again.";

    expect(errorMessage(t, { ...busy, code: "SERVICE_BUSY", reader })).toBe(
      `${asked} Try again in 20 seconds.`,
    );
    expect(errorMessage(t, { ...busy, code: "SERVICE_BUSY", reader, when })).toBe(
      `${asked} The meeting stays at ${when}. Try again in 20 seconds.`,
    );
  });

  it("asks for the coach's connection where times are read without it", () => {
    const details = { reason: "coachNotConnected", retryAfterMs: 50_000 };
    const asked = (reader: Reader) => errorMessage(t, { code: "SERVICE_BUSY", reader, details });

    expect(asked({ audience: "mentee", ...names })).toBe(
      "Sam’s Cal.com account is not connected, so times can be read only once a minute. Ask Sam to connect it, or try again in 50 seconds.",
    );
    expect(asked({ audience: "person" })).toBe(
      "Cal.com is not connected, so times can be read only once a minute. Try again in 50 seconds.",
    );
  });

  it("calls people by name and never by their role where it knows them", () => {
    const named = cases.filter(({ reader }) => "coach" in reader);
    const messages = named.map((failure) => errorMessage(t, { ...failure, when }));
    expect(messages.filter((message) => /\b(?:coach|mentee)\b/i.test(message))).toEqual([]);
  });

  it("does not tell readers their own name", () => {
    const selfNamed = cases.filter((failure) => {
      const { reader } = failure;
      return "coach" in reader && errorMessage(t, failure).includes(names[reader.audience]);
    });
    expect(selfNamed).toEqual([]);
  });

  it("leaves no gap where a fact is not known", () => {
    const messages = cases.map((failure) => errorMessage(t, failure));
    expect(messages.filter((message) => /undefined|[{}]| {2}| [.,’]|^’/.test(message))).toEqual([]);
  });

  it("says where the meeting is when that is known", () => {
    const reader: Reader = { audience: "mentee", ...names };

    expect(errorMessage(t, { code: "SLOT_TAKEN", reader, when })).toBe(
      `Sam is no longer free at that time. The meeting stays at ${when}. Choose another time.`,
    );
    expect(errorMessage(t, { code: "BOOKING_CHANGED", reader, when })).toBe(
      `This meeting has changed since you opened it. It is now at ${when}, and your move was not made. Keep its current time, or choose another one.`,
    );
  });

  it("says that a time is taken only where it is, and otherwise that it can’t be booked", () => {
    const failure = { code: "SLOT_TAKEN", details: { reason: "notOffered" }, when } as const;

    expect(errorMessage(t, { ...failure, reader: { audience: "mentee", ...names } })).toBe(
      `Sam can’t be booked at that time. The meeting stays at ${when}. Choose another time.`,
    );
    expect(errorMessage(t, { ...failure, reader: { audience: "coach", ...names } })).toBe(
      `You can’t be booked at that time. The meeting stays at ${when}. Choose another time.`,
    );
    expect(errorMessage(t, { ...failure, reader: { audience: "program" } })).toBe(
      `That time can’t be booked. The meeting stays at ${when}. Choose another time.`,
    );
  });

  it("says only why, when nothing can be done", () => {
    const reader: Reader = { audience: "coach", ...names };
    const details = { reason: "past" };

    expect(errorMessage(t, { code: "IN_THE_PAST", reader, details, when })).toBe(
      "This meeting has already started, so it can’t be moved.",
    );
  });

  it("knows whose connection it is", () => {
    const code = "CAL_RECONNECT_REQUIRED";
    const to = (audience: "coach" | "mentee") =>
      errorMessage(t, { code, reader: { audience, ...names }, details: { who: "coach" } });

    expect(to("coach")).toContain("Reconnect it in the calendar settings, then try again.");
    expect(to("mentee")).toContain("Ask Sam to reconnect it, then try again.");
  });

  it("says how long to wait, in seconds up to days", () => {
    const waiting = (retryAfterMs: number) =>
      errorWords(t, { code: "RATE_LIMITED", reader: program, details: { retryAfterMs } }).next;

    expect(waiting(200)).toBe("Try again in 1 second.");
    expect(waiting(59_500)).toBe("Try again in 60 seconds.");
    expect(waiting(600_000)).toBe("Try again in 10 minutes.");
    expect(waiting(18_000_000)).toBe("Try again in 5 hours.");
    expect(waiting(561_600_000)).toBe("Try again in 7 days.");
    expect(errorWords(t, { code: "RATE_LIMITED", reader: program }).next).toBe(
      "Try again in a minute.",
    );
  });

  it("does not call a limit short that counts the moves of a day", () => {
    const details = { retryAfterMs: 18_000_000 };
    const said = ({ language }: { language: "en" | "de" }) =>
      errorMessage(messagesFor(language, "errors"), {
        code: "RATE_LIMITED",
        kind: "moves",
        reader: program,
        details,
      });

    expect(said({ language: "en" })).toBe(
      "Too many moves for now. Nothing was changed. Try again in 5 hours.",
    );
    expect(said({ language: "de" })).toBe(
      "Vorerst zu viele Verschiebungen. Nichts wurde geändert. Versuch es in 5 Stunden noch einmal.",
    );
  });
});
