import { describe, expect, it } from "vitest";
import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { AppError } from "./app-error.ts";
import { toAppError } from "./to-app-error.ts";

/** The same class as another bundle of this process has it. */
function copyOf(error: Error): Error {
  const copy = new Error(error.message);
  return Object.assign(copy, error);
}

describe("an AppError from another bundle of the same process", () => {
  it("is recognised", () => {
    const limited = copyOf(new CalError("RATE_LIMITED", { status: 429 }));
    const invalid = copyOf(new DbError("INVALID", { table: "User", operation: "get" }));
    const signedOut = copyOf(new AppError("UNAUTHENTICATED"));

    expect(toAppError(limited).code).toBe("CAL_RATE_LIMITED");
    expect(toAppError(invalid).code).toBe("INVALID_INPUT");
    expect(toAppError(signedOut).code).toBe("UNAUTHENTICATED");
  });

  it("does not match other errors or values", () => {
    expect(new Error("AppError") instanceof AppError).toBe(false);
    expect({ name: "AppError" } instanceof AppError).toBe(false);
    expect(new AppError("NOT_FOUND") instanceof AppError).toBe(true);
    expect(new AppError("NOT_FOUND") instanceof CalError).toBe(false);
  });
});
