import { describe, expect, it } from "vitest";
import { readErrorBody } from "./error-body.ts";
import { mapAnswer } from "./map-answer.ts";

const envelope = (message: string, code = "BadRequestException", details?: unknown) => ({
  status: "error",
  timestamp: "2026-11-22T10:55:12.096Z",
  path: "/v2/x",
  error: { code, message, ...(details === undefined ? {} : { details }) },
});
const bare = (statusCode: number, message: string) => ({ statusCode, message });

describe("readErrorBody", () => {
  it.each([
    ["an envelope with details", envelope("m", "C", { message: "m", statusCode: 400 }), "envelope"],
    ["an envelope with text as details", envelope("m", "C", "m"), "envelope"],
    ["an envelope with a list of errors", envelope("m", "C", { errors: [{}] }), "envelope"],
    ["an envelope without details", envelope("m", "C"), "envelope"],
    ["a bare body", bare(409, "m"), "bare"],
    ["a bare body with several messages", { statusCode: 400, message: ["a", "b"] }, "bare"],
    ["an OAuth error", { error: "invalid_grant", error_description: "m" }, "oauth"],
    ["an OAuth error without description", { error: "invalid_grant" }, "oauth"],
  ])("recognises %s", (_, body, shape) => {
    expect(readErrorBody(body)?.shape).toBe(shape);
  });

  it.each([[undefined], [null], ["<h1>Bad Gateway</h1>"], [[]], [{}], [{ message: "x" }], [42]])(
    "does not take %j for Cal.com",
    (body) => {
      expect(readErrorBody(body)).toBeNull();
    },
  );
});

describe("mapAnswer", () => {
  it.each([
    [
      400,
      envelope("User either already has booking at this time or is not available"),
      "SLOT_UNAVAILABLE",
    ],
    [400, bare(400, "no_available_users_found_error"), "SLOT_UNAVAILABLE"],
    [400, envelope("Attempting to book a meeting in the past."), "IN_THE_PAST"],
    [
      400,
      envelope(`The event type can't be booked at the "start" time provided.`),
      "OUT_OF_BOUNDS",
    ],
    [400, bare(400, "booking_time_out_of_bounds_error"), "OUT_OF_BOUNDS"],
    [400, bare(400, "cancelled_bookings_cannot_be_rescheduled"), "BOOKING_CANCELLED"],
    [
      400,
      envelope("Can't reschedule booking with uid=a because it has been cancelled"),
      "BOOKING_CANCELLED",
    ],
    [400, envelope("rescheduledBy - Invalid email, ", "BAD_REQUEST"), "INVALID_REQUEST"],
    [401, envelope("Invalid Access Token.", "UnauthorizedException"), "TOKEN_INVALID"],
    [
      401,
      envelope("CustomThrottlerGuard - Invalid API Key", "UnauthorizedException"),
      "TOKEN_INVALID",
    ],
    [401, bare(401, "Unauthorized"), "TOKEN_INVALID"],
    [401, bare(401, "booking_limit_reached"), "LIMIT_REACHED"],
    [401, envelope("no", "TRPCError"), "FORBIDDEN"],
    [401, envelope("These credentials do not belong to you", "UnauthorizedException"), "FORBIDDEN"],
    [401, envelope("something new", "UnauthorizedException"), "FORBIDDEN"],
    [403, bare(403, "within the minimum notice period"), "NOTICE_TOO_SHORT"],
    [403, envelope("missing scope", "ForbiddenException"), "FORBIDDEN"],
    [404, envelope("Booking with uid=x was not found in the database"), "NOT_FOUND"],
    [404, bare(404, "Could not find original booking"), "NOT_FOUND"],
    [404, envelope("Cannot POST /v2/bookings/x/reschedule"), "INVALID_REQUEST"],
    [409, bare(409, "booking_conflict_error"), "CONFLICT"],
    [422, envelope("Can't reserve a slot if the event is already booked."), "SLOT_UNAVAILABLE"],
    [422, envelope("Unprocessable"), "INVALID_REQUEST"],
    [418, envelope("teapot"), "INVALID_REQUEST"],
    [429, envelope("slow down", "ThrottlerException", "slow down"), "RATE_LIMITED"],
    [498, envelope("ACCESS_TOKEN_IS_EXPIRED"), "TOKEN_INVALID"],
    [500, envelope("There was an error", "INTERNAL_SERVER_ERROR"), "SERVER_ERROR"],
  ])("reads %i %j as %s", (status, body, code) => {
    expect(mapAnswer(status, readErrorBody(body)).code).toBe(code);
  });

  it("names the successor of a booking that was moved already", () => {
    const body = envelope(
      "Can't reschedule booking with uid=a1 because it has been cancelled and rescheduled already to booking with uid=b-2_C. You probably want to reschedule b-2_C instead",
    );

    expect(mapAnswer(400, readErrorBody(body))).toEqual({
      code: "ALREADY_RESCHEDULED",
      details: { successorUid: "b-2_C" },
    });
  });

  it("survives a moved booking without a successor in the text", () => {
    expect(mapAnswer(400, readErrorBody(envelope("it was rescheduled already")))).toEqual({
      code: "ALREADY_RESCHEDULED",
    });
  });

  it.each([
    [200, "UNEXPECTED_RESPONSE"],
    [302, "UNEXPECTED_RESPONSE"],
    [404, "UNEXPECTED_RESPONSE"],
    [429, "RATE_LIMITED"],
    [502, "SERVER_ERROR"],
  ])("reads a foreign %i as %s", (status, code) => {
    expect(mapAnswer(status, null).code).toBe(code);
  });
});
