import type { CalClient } from "@reslot/cal";
import { parseInstant } from "@reslot/cal/time";
import type { Needs } from "../app/app.ts";
import { type BookingReader, readerWith } from "../cal-credentials/booking-reader.ts";
import type { OpenConnection } from "../core/connection.ts";
import { isHostedBy } from "../core/address/is-hosted-by.ts";
import { reconcileBooking, type ReconcileDeps } from "../sync/reconcile-booking.ts";
import { type Answer, answerFailure } from "./answer.ts";
import { findClashes } from "./read-coach-time.ts";

export type PrepareAnswerDeps = ReconcileDeps & Needs<"cal" | "calAccounts" | "clock">;

type PreparedAnswer =
  | { kind: "ready"; client: CalClient; connection: OpenConnection }
  | { kind: "refused"; cause: unknown };

/**
 * Verifies the coach's token, reads the booking at Cal.com and, before a confirmation, the coach's time at every
 * meeting that it decides. Cal.com itself looks at none of it: it confirms what was cancelled or moved away, and beside another meeting. Only reads,
 * and records what it sees. Never rejects.
 *
 * Refused with CAL_NOT_CONNECTED, CAL_RECONNECT_REQUIRED, IN_THE_PAST, BOOKING_CHANGED, UNSUPPORTED_BOOKING or
 * SLOT_TAKEN
 */
export async function prepareAnswer(
  deps: PrepareAnswerDeps,
  answer: Answer,
): Promise<PreparedAnswer> {
  return prepare(deps, answer).catch((cause: unknown) => ({ kind: "refused", cause }));
}

async function prepare(deps: PrepareAnswerDeps, answer: Answer): Promise<PreparedAnswer> {
  const { booking, connections, kind, input } = answer;
  const refuse = (
    ...reason: Parameters<typeof answerFailure> extends [unknown, ...infer Rest] ? Rest : never
  ) => ({ kind: "refused", cause: answerFailure(answer, ...reason) }) as const;
  if (parseInstant(booking.startTime) <= deps.clock.now()) {
    return refuse("IN_THE_PAST", { details: { reason: "requestPast" } });
  }
  const own = await deps.calAccounts.verify(connections.coach);
  if (own.kind !== "verified" || connections.coach.status !== "connected") {
    const isMissing = own.kind === "notConnected";
    const code = isMissing ? "CAL_NOT_CONNECTED" : "CAL_RECONNECT_REQUIRED";
    return refuse(code, { details: { who: "coach" } });
  }
  const connection = connections.coach;
  const reader = readerWith(deps, { connection, purpose: "recovery" });
  const [asked, clashes] = await Promise.all([
    readAsked(deps, answer, { reader, connection }),
    kind === "confirm" && input.overrideConflict !== true
      ? findClashes(deps, { client: own.client, reader, booking })
      : null,
  ]);
  if (asked === "otherHost") {
    return refuse("UNSUPPORTED_BOOKING", { details: { reason: "hostChanged" } });
  }
  if (asked === "no") return refuse("BOOKING_CHANGED");
  if (clashes) return refuse("SLOT_TAKEN", { details: clashes });
  return { kind: "ready", client: own.client, connection };
}

/**
 * Whether it is still the live end of its moves, pending, at the time that was read, and the coach's own: Cal.com lets
 * the owner of a team answer for its members.
 */
async function readAsked(
  deps: PrepareAnswerDeps,
  { booking }: Answer,
  { reader, connection }: { reader: BookingReader; connection: OpenConnection },
): Promise<"yes" | "no" | "otherHost"> {
  const { calBookingId: calUid } = booking;
  const { outcome, last } = await reconcileBooking(deps, { reader, calUid, cause: "reconcile" });
  const isSameStart = parseInstant(last.start) === parseInstant(booking.startTime);
  if (outcome !== "unchanged" || last.status !== "pending" || !isSameStart) return "no";
  return isHostedBy(last, connection.connection) ? "yes" : "otherHost";
}
