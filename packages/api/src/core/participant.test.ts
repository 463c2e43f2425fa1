import { describe, expect, it } from "vitest";
import { roleIn } from "./participant.ts";

describe("the role in a booking", () => {
  const pair = { coachUserUlid: "coach", menteeUserUlid: "mentee" };

  it("is the one of its row", () => {
    expect(roleIn(pair, "coach")).toBe("coach");
    expect(roleIn(pair, "mentee")).toBe("mentee");
  });

  it("does not exist for anyone else", () => {
    expect(() => roleIn(pair, "stranger")).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });
});
