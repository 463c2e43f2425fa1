import { formatInstant, parseInstant } from "@reslot/cal/time";
import type { Attempt } from "@reslot/db";
import { AppError } from "../core/errors/app-error.ts";
import { bookingChanged, moveFailure } from "./failure.ts";
import type { ParticipantContext } from "../core/participant.ts";
import type { RescheduleInput } from "../booking/schemas.ts";

/** `isNew` is false when the same request was made before. */
export interface BegunMove {
  isNew: boolean;
  attempt: Attempt;
}

/**
 * Writes the intention down; of two people at once only one gets through.
 *
 * @throws {AppError} IDEMPOTENCY_KEY_REUSED NOT_FOUND RESCHEDULE_IN_PROGRESS BOOKING_CHANGED
 * UNSUPPORTED_BOOKING SLOT_TAKEN
 */
export async function beginMove(
  { ports, signedIn, booking, role }: ParticipantContext,
  { input, hash }: { input: RescheduleInput; hash: string },
): Promise<BegunMove> {
  const begun = await ports.db.attempts.begin({
    attemptUlid: input.attemptUlid,
    bookingUlid: booking.ulid,
    actorUserUlid: signedIn.user.ulid,
    requestHash: hash,
    expectedVersion: input.expectedVersion,
    toStartTime: formatInstant(parseInstant(input.newStartTime)),
    toEndTime: formatInstant(parseInstant(input.newEndTime)),
    reason: input.reason || null,
    overrideConflict: input.overrideConflict ?? false,
    leaseMs: ports.settings.timings.leaseMs,
  });
  const refuse = (code: "RESCHEDULE_IN_PROGRESS" | "UNSUPPORTED_BOOKING" | "SLOT_TAKEN") =>
    moveFailure({ code, booking, role, current: booking });
  switch (begun.kind) {
    case "created":
      return { isNew: true, attempt: begun.attempt };
    case "replay":
      return { isNew: false, attempt: begun.attempt };
    case "keyReused":
      throw new AppError("IDEMPOTENCY_KEY_REUSED");
    case "notFound":
      throw new AppError("NOT_FOUND");
    case "inProgress":
      throw refuse("RESCHEDULE_IN_PROGRESS");
    case "changed":
      throw bookingChanged({
        booking: (await ports.db.bookings.getByUlid(booking.ulid)) ?? booking,
        role,
      });
    case "notMovable":
      throw refuse("UNSUPPORTED_BOOKING");
    case "coachBusy":
      throw refuse("SLOT_TAKEN");
  }
}
