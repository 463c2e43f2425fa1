import { describe, expect, it } from "vitest";
import { toDbError } from "./unwrap.ts";

const place = { table: "Bookings", operation: "list" };

describe("toDbError", () => {
  it.each([
    ["23505", 409, "CONFLICT"],
    ["23P01", 400, "CONFLICT"],
    ["40P01", 500, "CONFLICT"],
    ["42501", 403, "FORBIDDEN"],
    ["PGRST301", 401, "FORBIDDEN"],
    ["PGRST303", 401, "FORBIDDEN"],
    ["23514", 400, "INVALID"],
    ["22P02", 400, "INVALID"],
    ["57P03", 503, "UNAVAILABLE"],
    ["PGRST002", 503, "UNAVAILABLE"],
    ["57014", 500, "UNAVAILABLE"],
    ["55P03", 500, "UNAVAILABLE"],
    ["25P04", 500, "UNAVAILABLE"],
    ["", 0, "UNAVAILABLE"],
    ["", 504, "UNAVAILABLE"],
    ["XX000", 500, "UNEXPECTED"],
  ])("calls %s with status %i %s", (sqlState, status, code) => {
    expect(toDbError(place, { sqlState, status })).toMatchObject({ ...place, code });
  });

  it("names the table and the operation", () => {
    expect(toDbError(place, { sqlState: "23505", status: 409 }).message).toBe(
      "list on Bookings failed: 23505",
    );
  });
});
