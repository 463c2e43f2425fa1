import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { CalError } from "@reslot/cal";
import { DbError } from "@reslot/db";
import { en } from "@reslot/messages/en";
import { describe, expect, it } from "vitest";
import { AppError } from "./app-error.ts";
import { messageOf } from "./message.ts";
import { type AppErrorCode, appErrorCodes, isAppErrorCode } from "./payload.ts";
import { toTrpcError } from "./to-trpc-error.ts";

const statuses: Record<number, AppErrorCode[]> = {
  400: [
    "INVALID_INPUT",
    "END_MISMATCH",
    "IN_THE_PAST",
    "NO_CHANGE",
    "TIME_ZONE_MISMATCH",
    "UNSUPPORTED_BOOKING",
  ],
  401: ["UNAUTHENTICATED"],
  403: ["ADDRESS_NEEDED", "FORBIDDEN_ORIGIN", "RESCHEDULE_DISABLED", "NOTICE_TOO_SHORT"],
  // tRPC has no 410 of its own: the error formatter says it.
  404: ["NOT_FOUND", "GONE"],
  409: [
    "BOOKING_CHANGED",
    "RESCHEDULE_IN_PROGRESS",
    "SLOT_TAKEN",
    "MENTEE_CONFLICT",
    "OUTSIDE_BOOKING_WINDOW",
    "LIMIT_REACHED",
    "IDEMPOTENCY_KEY_REUSED",
  ],
  412: ["CAL_NOT_CONNECTED", "CAL_RECONNECT_REQUIRED"],
  429: ["RATE_LIMITED", "CAL_RATE_LIMITED"],
  500: ["INTERNAL"],
  503: ["CAL_UNAVAILABLE", "SERVICE_BUSY"],
};

describe("toTrpcError", () => {
  it("gives every code the HTTP status of the contract", () => {
    const given = appErrorCodes.map((code) => [
      code,
      getHTTPStatusCodeFromError(toTrpcError(new AppError(code))),
    ]);
    const promised = Object.entries(statuses).flatMap(([status, codes]) =>
      codes.map((code) => [code, Number(status)]),
    );

    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(promised));
  });

  it("calls a database that does not answer busy, not broken", () => {
    const place = { table: "Bookings", operation: "list" };
    const error = toTrpcError(new DbError("UNAVAILABLE", place));

    expect(getHTTPStatusCodeFromError(error)).toBe(503);
    expect(error.cause).toMatchObject({ code: "SERVICE_BUSY", details: { retryAfterMs: 5000 } });
    expect(getHTTPStatusCodeFromError(toTrpcError(new DbError("UNEXPECTED", place)))).toBe(500);
  });

  it("gives the time after which Cal.com can be asked again", () => {
    const error = new CalError("RATE_LIMITED", { retryAfterMs: 5000 });

    expect(toTrpcError(error).cause).toMatchObject({
      code: "CAL_RATE_LIMITED",
      details: { retryAfterMs: 5000 },
    });
  });

  it("calls it busy, and not a failure of Cal.com, when a call was held back", () => {
    const error = new CalError("HELD_BACK", { retryAfterMs: 5000 });

    expect(toTrpcError(error).cause).toMatchObject({
      code: "SERVICE_BUSY",
      message: expect.stringMatching(/^A calendar is being read very often/),
      details: { retryAfterMs: 5000, reason: "calBudget" },
    });
  });

  it("answers UNAUTHENTICATED when the session expired before the database was read", () => {
    const place = { table: "Bookings", operation: "list" };

    expect(
      toTrpcError(new DbError("FORBIDDEN", { ...place, sqlState: "PGRST303" })).cause,
    ).toMatchObject({
      code: "UNAUTHENTICATED",
    });
    expect(
      toTrpcError(new DbError("FORBIDDEN", { ...place, sqlState: "42501" })).cause,
    ).toMatchObject({
      code: "INTERNAL",
    });
  });

  it("does not expose the message of an unexpected error", () => {
    expect(toTrpcError(new Error("password=hunter2")).message).toBe(
      messageOf({ code: "INTERNAL", reader: { audience: "program" } }),
    );
  });
});

describe("the closed list of codes", () => {
  it("has a message for each code and no others", () => {
    expect(Object.keys(en.errors.codes).toSorted()).toEqual([...appErrorCodes].toSorted());
  });

  it("recognises its own codes only", () => {
    expect(isAppErrorCode("SLOT_TAKEN")).toBe(true);
    expect(isAppErrorCode("toString")).toBe(false);
  });
});
