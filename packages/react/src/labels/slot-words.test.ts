import { messagesFor } from "@reslot/messages/catalogue";
import { describe, expect, it } from "vitest";
import type { People } from "@/components/display/people.ts";
import { heardWords, lookOf, seenWords } from "./slot-words.ts";
import type { Slot } from "./slots.ts";

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
  it("differs for every verdict in edge and icon", () => {
    const looks = verdicts.map((verdict) => lookOf(verdict, false));
    expect(new Set(looks.map(({ className }) => className)).size).toBe(verdicts.length);
    expect(new Set(looks.map(({ Icon }) => Icon)).size).toBe(verdicts.length);
  });

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
