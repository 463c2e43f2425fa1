import { type Transport } from "../http/transport.ts";
import { type BookingVersion } from "./api-versions.ts";
import { bookingAnswerSchema, type CalBooking } from "./booking-schema.ts";

interface AnswerToBooking {
  readonly uid: string;
  readonly verb: "confirm" | "decline";
  readonly body: { readonly reason?: string };
  readonly versions: { readonly bookings: BookingVersion };
  readonly signal?: AbortSignal | undefined;
}

/** See `BookingEndpoints.confirm`. */
export async function answerBooking(
  transport: Transport,
  { uid, verb, body, versions, signal }: AnswerToBooking,
): Promise<CalBooking> {
  const { data } = await transport.request({
    operation: `bookings.${verb}`,
    method: "POST",
    path: `/v2/bookings/${encodeURIComponent(uid)}/${verb}`,
    body,
    version: versions.bookings,
    schema: bookingAnswerSchema,
    signal,
  });
  return data;
}
