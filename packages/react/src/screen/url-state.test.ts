import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { parseUrlState, toQuery, toSearchParams } from "./url-state.ts";

const parse = (query: string) => parseUrlState(new URLSearchParams(query));

describe("parseUrlState", () => {
  it("reads day, slot and step", () => {
    expect(parse("d=2026-12-15&slot=2026-12-15T20:00:00Z&step=review&all=1")).toEqual({
      day: "2026-12-15",
      view: null,
      slot: parseInstant("2026-12-15T20:00:00Z"),
      isReviewing: true,
      attempt: null,
      showAll: true,
      error: null,
    });
  });

  it("drops invalid values", () => {
    const state = parse("d=2026-02-30&slot=noon&step=review&attempt=x&view=year&error=OOPS");
    expect(state).toEqual(parse(""));
  });

  it("ignores the review step without a slot", () => {
    expect(parse("step=review").isReviewing).toBe(false);
  });
});

describe("toQuery", () => {
  it("returns the query that was parsed", () => {
    const query =
      "?d=2026-12-15&view=week&slot=2026-12-15T20:00:00Z&step=review&attempt=01KC3M8QZ4ABCDEFGHJKMNPQRS&all=1&error=SLOT_TAKEN";
    expect(toQuery(parse(query))).toBe(query);
  });

  it("leaves out defaults", () => {
    expect(toQuery(parse(""))).toBe("");
  });
});

describe("toSearchParams", () => {
  it("takes the first of several values", () => {
    expect(toSearchParams({ d: ["1", "2"], slot: undefined }).toString()).toBe("d=1");
  });
});
