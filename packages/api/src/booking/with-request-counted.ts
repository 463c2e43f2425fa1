import type { Needs } from "../app/app.ts";
import type { BookingDetails } from "./types.ts";

/** Of a series one answer decides every pending occurrence: one query where the reader has to answer. */
export async function withRequestCounted(
  { db }: Needs<"db">,
  details: BookingDetails,
): Promise<BookingDetails> {
  const { request, needsMe, ulid: bookingUlid } = details;
  if (needsMe !== "confirm" || request?.meetings !== null) return details;
  return { ...details, request: { ...request, meetings: await db.answers.count({ bookingUlid }) } };
}
