import { describe, expect, it } from "vitest";
import type { People } from "@/components/display/people.ts";
import { coachsOf, heardWords, lookOf, seenWords } from "./slot-words.ts";
import type { Slot } from "./slots.ts";

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
  it("differs for every verdict in edge and icon", () => {
    const looks = verdicts.map((verdict) => lookOf(verdict, false));
    expect(new Set(looks.map(({ className }) => className)).size).toBe(verdicts.length);
    expect(new Set(looks.map(({ Icon }) => Icon)).size).toBe(verdicts.length);
  });

  it("has words, seen or heard, for every verdict and both people", () => {
    for (const people of [asMentee, asCoach]) {
      for (const verdict of verdicts) {
        expect(seenWords(verdict, people) ?? heardWords(verdict, people)).toBeTruthy();
      }
    }
  });

  it("speaks of the mentee's calendar from each one's side", () => {
    expect(seenWords("menteeBusy", asMentee)).toBe("you’re busy");
    expect(seenWords("menteeBusy", asCoach)).toBe("Alex busy");
    expect(heardWords("menteeUnknown", asCoach)).toBe("Alex unknown");
    expect([coachsOf(asMentee), coachsOf(asCoach)]).toEqual(["Sam’s", "your"]);
  });
});
