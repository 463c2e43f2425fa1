import { describe, expect, it } from "vitest";
import { CalError, type CalErrorCode } from "./cal-error.ts";

const unknownCodes: readonly CalErrorCode[] = [
  "UNREACHABLE",
  "SERVER_ERROR",
  "UNEXPECTED_RESPONSE",
];
const knownCodes: readonly CalErrorCode[] = [
  "NOT_SENT",
  "RATE_LIMITED",
  "SLOT_UNAVAILABLE",
  "TOKEN_INVALID",
  "CONFLICT",
];

describe("CalError", () => {
  it.each(unknownCodes)("leaves the outcome of a write open after %s", (code) => {
    expect(new CalError(code, { isWrite: true }).outcomeUnknown).toBe(true);
  });

  it.each(unknownCodes)("never speaks of an outcome for a read (%s)", (code) => {
    expect(new CalError(code).outcomeUnknown).toBe(false);
  });

  it.each(knownCodes)("is sure that %s changed nothing", (code) => {
    expect(new CalError(code, { isWrite: true }).outcomeUnknown).toBe(false);
  });

  it("says what failed, how and why in its own words", () => {
    const error = new CalError("UNREACHABLE", {
      operation: "slots.list",
      status: 200,
      details: { reason: "timeout" },
    });

    expect(error.message).toBe("slots.list failed with status 200: UNREACHABLE (timeout)");
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CalError");
    expect(error.cause).toBeUndefined();
  });

  it("has no answer unless it is told so", () => {
    expect(new CalError("NOT_FOUND").answered).toBe(false);
    expect(new CalError("NOT_FOUND", { answered: true }).answered).toBe(true);
  });
});
