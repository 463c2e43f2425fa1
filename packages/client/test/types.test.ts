import type { AppErrorCode, RouterInputs, RouterOutputs } from "@reslot/api";
import { expect, expectTypeOf, it } from "vitest";
import type {
  Availability,
  AvailabilityInput,
  Booking,
  BookingHistory,
  BookingList,
  ListBookingsInput,
  MoveResult,
  ReslotErrorCode,
} from "../src/index.ts";
import { isReslotError, ReslotError } from "../src/index.ts";

type Outputs = RouterOutputs["booking"];
type Inputs = RouterInputs["booking"];

/** Each is assignable to the other, so neither lacks a field, a state or a code. */
type Same<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : false) : false;

// The compiler compares them; this file fails `npm run check`, not its own run.
it("what the client declares by hand is what the router declares", () => {
  expectTypeOf<Same<Booking, Outputs["get"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<BookingList, Outputs["list"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<BookingHistory, Outputs["history"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<Availability, Outputs["availability"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<MoveResult, Outputs["reschedule"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<ListBookingsInput, Inputs["list"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<AvailabilityInput, Inputs["availability"]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<Exclude<ReslotErrorCode, "UNREACHABLE">, AppErrorCode>>().toEqualTypeOf<true>();
});

it("an error is narrowed by its code", () => {
  const details = { version: 4 };
  const error: unknown = new ReslotError({ code: "BOOKING_CHANGED", message: "", details });

  expect(isReslotError(error)).toBe(true);
  expect(isReslotError(error, "SLOT_TAKEN")).toBe(false);
  expect(isReslotError(new Error("other"))).toBe(false);
  expect(isReslotError(error, "BOOKING_CHANGED") && error.details.version).toBe(4);
  // @ts-expect-error -- no such code
  expect(isReslotError(error, "NO_SUCH_CODE")).toBe(false);
});
