import { minuteMs, parseInstant } from "@reslot/cal/time";
import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import type { People } from "../model/people.ts";
import type { Slot } from "../slots/slots.ts";
import { heardWords, seenWords, slotLabel } from "./slot-words.ts";

const t = messagesFor("en", "slots");
const sam = { name: "Sam Okafor", timeZone: "Europe/London" };
const alex = { name: "Alex Rivera", timeZone: "America/Vancouver" };
const asMentee: People = {
  role: "mentee",
  me: alex,
  other: { ...sam, role: "coach", firstName: "Sam" },
};
const asCoach: People = {
  role: "coach",
  me: sam,
  other: { ...alex, role: "mentee", firstName: "Alex" },
};
const verdicts: readonly Slot["verdict"][] = [
  "mutual",
  "menteeBusy",
  "outsideMenteeHours",
  "menteeUnknown",
  "current",
  "taken",
];

describe("how a slot is told", () => {
  it("has words, seen or heard, for every verdict and both people", () => {
    for (const people of [asMentee, asCoach]) {
      for (const verdict of verdicts) {
        expect(
          seenWords({ t, verdict, people }) ?? heardWords({ t, verdict, people }),
        ).toBeTruthy();
      }
    }
  });

  it("speaks of the mentee's calendar from each one's side", () => {
    const busy = { t, verdict: "menteeBusy" } as const;
    const unknown = { t, verdict: "menteeUnknown" } as const;
    expect(seenWords({ ...busy, people: asMentee })).toBe("you’re busy");
    expect(seenWords({ ...busy, people: asCoach })).toBe("Alex busy");
    expect(heardWords({ ...unknown, people: asMentee })).toBe("your calendar is not checked");
    expect(heardWords({ ...unknown, people: asCoach })).toBe("Alex’s calendar is not checked");
  });
});

describe("what a start is called in a week", () => {
  const pick = messagesFor("en", "pick");
  const start = parseInstant("2026-12-15T14:30:00Z");
  const label = (verdict: Slot["verdict"], isZoneKnown = true) =>
    slotLabel(
      { t: pick, slots: t },
      { slot: { start, verdict }, end: start + 45 * minuteMs },
      { people: asCoach, display: { locale: "en-GB", timeZone: "Europe/London" }, isZoneKnown },
    );

  it("gives the other person's time, and a word for an odd hour of theirs", () => {
    expect(label("mutual")).toEqual({
      time: "14:30",
      other: "Alex 07:30",
      odd: "early",
      heard: ", Tuesday 15 December, until 15:15 your time, both free",
    });
  });

  it("gives the verdict where it has words, and then says the other's time to those who hear", () => {
    expect(label("menteeBusy")).toEqual({
      time: "14:30",
      other: "Alex busy",
      odd: null,
      heard: ", Tuesday 15 December, until 15:15 your time, Alex 07:30",
    });
  });

  it("names the city where the reader's zone is a guess", () => {
    expect(label("mutual", false).heard).toContain("until 15:15 in London");
  });
});
