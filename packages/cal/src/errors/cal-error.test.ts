import { describe, expect, it } from "vitest";
import type * as cal from "./cal-error.ts";
import { CalError, type CalErrorCode } from "./cal-error.ts";

/** What a bundler does when pages and routes need the same module. */
async function anotherCopy(): Promise<typeof cal> {
  const address = new URL("cal-error.ts?copy", import.meta.url);
  return import(address.href);
}

const unknownCodes: readonly CalErrorCode[] = [
  "UNREACHABLE",
  "SERVER_ERROR",
  "UNEXPECTED_RESPONSE",
];
const knownCodes: readonly CalErrorCode[] = [
  "NOT_SENT",
  "RATE_LIMITED",
  "HELD_BACK",
  "SLOT_UNAVAILABLE",
  "TOKEN_INVALID",
  "CONFLICT",
];

describe("CalError", () => {
  it("knows its own kind when another copy of this module made it", async () => {
    const copy = await anotherCopy();
    expect(copy.CalError).not.toBe(CalError);
    expect(new copy.CalError("TOKEN_INVALID")).toBeInstanceOf(CalError);
    expect(new Error("TOKEN_INVALID")).not.toBeInstanceOf(CalError);
  });

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
