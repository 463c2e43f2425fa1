import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { readMoveForm } from "./read-move-form.ts";

const bookingUlid = "01KC3M8QZ4ABCDEFGHJKMNPQRS";
const times = {
  bookingUlid,
  newStartTime: "2026-12-15T20:00:00.000Z",
  newEndTime: "2026-12-15T20:45:00.000Z",
};

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("readMoveForm", () => {
  it("reads every field of the form", () => {
    const form = formOf({
      ...times,
      expectedVersion: "3",
      attemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
      reason: " A release. ",
      overrideConflict: "1",
      timeZone: "America/Vancouver",
      wallClock: "2026-12-15T13:00",
      offset: "-07:00",
    });

    expect(readMoveForm(form)).toEqual({
      ...times,
      slot: parseInstant(times.newStartTime),
      details: {
        expectedVersion: 3,
        attemptUlid: "01KC3M8QZ4ABCDEFGHJKMNPQRT",
        reason: "A release.",
        overrideConflict: true,
        seen: {
          timeZone: "America/Vancouver",
          wallClock: "2026-12-15T13:00",
          offset: "-07:00",
        },
      },
    });
  });

  it("leaves out an unchecked override and an empty reason", () => {
    const form = formOf({ ...times, expectedVersion: "1", attemptUlid: "A", reason: "  " });
    expect(readMoveForm(form).details).toEqual({ expectedVersion: 1, attemptUlid: "A" });
  });

  it("accepts a form with only the three required fields", () => {
    expect(readMoveForm(formOf(times)).details).toBeNull();
  });

  it("strips everything from id and start that could change the address", () => {
    const form = formOf({ ...times, bookingUlid: "../../evil?x=", newStartTime: "soon" });
    expect(readMoveForm(form)).toMatchObject({ bookingUlid: "evilx", slot: null });
  });
});
