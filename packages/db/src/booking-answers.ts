import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { begunSchemas } from "./attempt-results.ts";
import type { BeginRequest, ClaimDue } from "./reschedule-attempts.ts";
import { type DueAttempt, dueAttemptSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "RescheduleAttempts";

interface BeginAnswer extends BeginRequest {
  kind: "confirm" | "decline";
}

const begunSchema = z.discriminatedUnion("kind", [
  ...begunSchemas,
  z.object({ kind: z.literal("notAsked") }),
]);
type BegunAnswer = z.infer<typeof begunSchema>;

/**
 * The coach's answers to moves that wait for one. They are attempts like moves, so a booking has one of either in
 * flight; `attempts` has what both have in common. Needs the server's client.
 */
export interface BookingAnswers {
  /**
   * Records an answer before Cal.com is called, as `attempts.begin` does. `notAsked`: no move waits for one. A
   * confirmation keeps its time free of the coach's other moves.
   */
  begin(input: BeginAnswer): Promise<BegunAnswer>;
  /** As `attempts.claimDue`. */
  claimDue(options: ClaimDue): Promise<DueAttempt[]>;
  /** How many requests one answer decides: every pending occurrence of a series that is known here. */
  count(options: { bookingUlid: string }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createBookingAnswers(client: DbClient): BookingAnswers {
  return {
    async begin(input) {
      const query = client.rpc("answer_begin", {
        p_kind: input.kind,
        p_attempt_ulid: input.attemptUlid,
        p_booking_ulid: input.bookingUlid,
        p_actor_user_ulid: input.actorUserUlid,
        p_request_hash: input.requestHash,
        p_expected_version: input.expectedVersion,
        p_reason: input.reason,
        p_override_conflict: input.overrideConflict,
        p_lease_ms: input.leaseMs,
      });
      return begunSchema.parse(await unwrap({ table, operation: "beginAnswer" }, query));
    },

    async claimDue({ limit, leaseMs, lookMs }) {
      const query = client.rpc("attempts_due", {
        p_is_move: false,
        p_limit: limit,
        p_lease_ms: leaseMs,
        p_look_ms: lookMs,
      });
      const rows = await unwrap({ table, operation: "claimDueAnswers" }, query);
      return z.array(dueAttemptSchema).parse(rows);
    },

    async count({ bookingUlid }) {
      const query = client.rpc("answer_count", { p_booking_ulid: bookingUlid });
      return z
        .number()
        .parse(await unwrap({ table: "Bookings", operation: "countAnswers" }, query));
    },
  };
}
