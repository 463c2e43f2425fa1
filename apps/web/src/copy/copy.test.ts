import { appErrorCodes, isAppErrorCode } from "@reslot/api/errors";
import { describe, expect, it } from "vitest";
import { en } from "./en.ts";

/** Every sentence of the map; functions are given something to say. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return sentencesOf(Reflect.apply(value, null, ["Sam", "Sam"]));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(sentencesOf);
}

describe("the words for failures", () => {
  it("exist for every code, with a next step that has a name", () => {
    expect(Object.keys(en.errors).toSorted()).toEqual([...appErrorCodes].toSorted());
    for (const { next } of Object.values(en.errors)) expect(en.nextSteps[next]).toBeTruthy();
  });

  it("say what happened in one title each", () => {
    const titles = Object.values(en.errors).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(Object.keys(en.errors).every(isAppErrorCode)).toBe(true);
  });
});

describe("the tone", () => {
  it("knows no exclamation marks, apologies or begging", () => {
    const loud = sentencesOf(en).filter((text) => /!|\bplease\b|\bsorry\b|\boops\b/i.test(text));
    expect(loud).toEqual([]);
  });

  it("keeps the sentences that the requirements fix", () => {
    expect(en.reschedule.warning.notConnected).toBe(
      "We can't check your calendar for conflicts without access. The times shown are based on the coach's availability. Want to connect your Cal.com account now?",
    );
  });
});
