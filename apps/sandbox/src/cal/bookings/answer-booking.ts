import { z } from "zod";
import { findBooking } from "../state/find.ts";
import { Problem, refuse } from "../http/problem.ts";
import { callerOf, success, type Answer, type Call } from "../http/route.ts";
import type { Booking } from "../state/state.ts";
import { parseStrict, stringField } from "../http/validate.ts";
import { sendWebhooks } from "../webhooks/send-webhooks.ts";
import type { World } from "../world.ts";
import { viewBooking } from "./booking-view.ts";
import { updateBooking } from "./write-booking.ts";

const cancelSchema = z.strictObject({
  cancellationReason: stringField("cancellationReason").optional(),
  cancelSubsequentBookings: z
    .boolean({ error: "cancelSubsequentBookings must be a boolean value" })
    .optional(),
});
const declineSchema = z.strictObject({ reason: stringField("reason").optional() });

/** POST /v2/bookings/:uid/cancel: no authorisation either; answers 200. */
export async function cancelBooking({ world, params, body }: Call): Promise<Answer> {
  const input = parseStrict(cancelSchema, body);
  const booking = existing(world, params["uid"] ?? "");
  if (booking.status === "cancelled") {
    throw refuse(
      400,
      `Can't cancel booking with uid=${booking.uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
    );
  }
  const cancellationReason = input.cancellationReason ?? "";
  const icsSequence = booking.icsSequence + 1;
  updateBooking(world, booking, { status: "cancelled", cancellationReason, icsSequence });
  await sendWebhooks(world, "BOOKING_CANCELLED", booking);
  return success(viewBooking(world, booking));
}

/** POST /v2/bookings/:uid/confirm: by the host only. The webhook is BOOKING_CREATED, even after a move. */
export async function confirmBooking(call: Call): Promise<Answer> {
  const { world } = call;
  const booking = pendingOfHost(call);
  updateBooking(world, booking, { status: "accepted" });
  await sendWebhooks(world, "BOOKING_CREATED", booking);
  return success(viewBooking(world, booking));
}

/** POST /v2/bookings/:uid/decline: by the host only. */
export async function declineBooking(call: Call): Promise<Answer> {
  const { world } = call;
  parseStrict(declineSchema, call.body);
  const booking = pendingOfHost(call);
  updateBooking(world, booking, { status: "rejected" });
  await sendWebhooks(world, "BOOKING_REJECTED", booking);
  return success(viewBooking(world, booking));
}

function pendingOfHost(call: Call): Booking {
  const booking = existing(call.world, call.params["uid"] ?? "");
  if (callerOf(call).id !== booking.hostId) {
    throw new Problem(401, "UNAUTHORIZED", { kind: "plain", code: "TRPCError" });
  }
  if (booking.status !== "pending") {
    throw new Problem(400, "Booking already confirmed", { kind: "plain", code: "TRPCError" });
  }
  return booking;
}

function existing(world: World, uid: string): Booking {
  const booking = findBooking(world, uid);
  if (booking === undefined)
    throw refuse(404, `Booking with uid=${uid} was not found in the database`);
  return booking;
}
