import { appErrorCodes } from "@reslot/api/errors";
import { describe, expect, it } from "vitest";
import { stateAfter, stateOfChoice, stateOfResult } from "./screen-state.ts";

const choosing = {
  isSent: false,
  refusal: null,
  isReviewing: false,
  hasTimes: true,
  unreadable: null,
} as const;

describe("the state of the screen", () => {
  it.each([
    ["ready", {}],
    ["review", { isReviewing: true }],
    ["loading", { hasTimes: false }],
    ["failed", { hasTimes: false, unreadable: "CAL_UNAVAILABLE" }],
    ["conflict", { refusal: "SLOT_TAKEN" }],
    ["reconnect", { refusal: "CAL_RECONNECT_REQUIRED", isReviewing: true }],
    ["policyBlocked", { refusal: "RATE_LIMITED", isReviewing: true }],
    ["committing", { isSent: true, isReviewing: true, refusal: "SLOT_TAKEN" }],
  ] as const)("is %s for %o", (state, change) => {
    expect(stateOfChoice({ ...choosing, ...change })).toBe(state);
  });

  it("keeps times that were read before, though they can’t be read again", () => {
    expect(stateOfChoice({ ...choosing, unreadable: "CAL_UNAVAILABLE" })).toBe("ready");
  });

  it("is loading until it is known what became of a move, and failed where nobody knows of one", () => {
    expect(stateOfResult(undefined)).toBe("loading");
    expect(stateOfResult(null)).toBe("failed");
  });

  it("has a refusal for every code", () => {
    expect(appErrorCodes.map(stateAfter)).not.toContain(undefined);
  });
});
