import { z } from "zod";
import {
  type AppliedChain,
  appliedChainSchema,
  type AppliedMove,
  appliedSchema,
  type ApplyMove,
  type BeginResult,
  beginResultSchema,
  type SendingResult,
  sendingResultSchema,
} from "./attempt-results.ts";
import type { DbClient } from "./clients.ts";
import {
  type Attempt,
  attemptSchema,
  type DueAttempt,
  dueAttemptSchema,
  type OverriddenVerdict,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "RescheduleAttempts";
/** By name: the indexes of what is in flight do not answer a question that excludes the others. */
const inFlightStates = ["PREPARED", "SENDING", "UNKNOWN", "NEEDS_HUMAN"];

interface MoveLimits {
  personPerMinute: number;
  personPerDay: number;
  bookingPerDay: number;
}

interface BeginAttempt extends BeginRequest {
  toStartTime: string;
  toEndTime: string;
  /**
   * SENDING at once, within the limits: its owner sends the request, or takes it back. By `fence`, a number of the
   * caller's own, an attempt is known again whose answer was lost. null or absent: PREPARED, for `markSending`.
   */
  sending?: { fence: number; limits: MoveLimits } | null;
}

export interface BeginRequest {
  /** Created by the client: the idempotency key, of this actor alone. */
  attemptUlid: string;
  bookingUlid: string;
  actorUserUlid: string;
  /** A hash of the request: the same key with another hash is refused. */
  requestHash: string;
  /** The booking's version that the user saw. */
  expectedVersion: number;
  reason: string | null;
  overrideConflict: boolean;
  leaseMs: number;
}

export interface ClaimDue {
  limit: number;
  leaseMs: number;
  /** When an attempt that is being sent is looked at again. */
  lookMs: number;
}

/** The write-ahead log of moves. Needs the server's client. */
export interface RescheduleAttempts {
  /** By the actor's own key. */
  get(options: { attemptUlid: string; actorUserUlid: string }): Promise<Attempt | null>;
  getInFlight(options: { bookingUlid: string }): Promise<Attempt | null>;
  /** All attempts in flight for a coach's bookings, by either participant; their new times never overlap. */
  listInFlight(options: { coachUserUlid: string }): Promise<Attempt[]>;
  /**
   * Records an attempt before Cal.com is called. Of concurrent calls for one booking exactly one gets
   * `created`. `replay`: the same request is known; one that was ABANDONED is recorded again instead.
   * `coachBusy`: another booking of the coach is being moved to an overlapping time. `rateLimited`: of the
   * person's attempts of the last day, 200 never reached Cal.com, or it may not be sent yet; nothing is recorded. The
   * limits count what was made SENDING and not taken back.
   */
  begin(input: BeginAttempt): Promise<BeginResult>;
  /**
   * Must succeed before the request of a PREPARED attempt is sent to Cal.com: once per attempt, while its lease runs.
   * `rateLimited` leaves the attempt PREPARED.
   */
  markSending(options: {
    attemptUlid: string;
    fence: number;
    leaseMs: number;
    limits: MoveLimits;
    /** What an override set aside; null or absent without one. */
    overriddenVerdict?: OverriddenVerdict | null;
  }): Promise<SendingResult>;
  /**
   * Ends an attempt without a move, or keeps it open as UNKNOWN for `claimDue`, `retryInMs` from now
   * (default: 5 s doubled with every try, at most an hour). PREPARED can only become ABANDONED or
   * REJECTED; later states, anything but ABANDONED; NEEDS_HUMAN stays or becomes REJECTED.
   *
   * @returns null when the fence is stale or the attempt is settled
   */
  fail(options: {
    attemptUlid: string;
    fence: number;
    state: "REJECTED" | "ABANDONED" | "UNKNOWN" | "NEEDS_HUMAN";
    errorCode: string;
    answered?: boolean;
    retryInMs?: number;
  }): Promise<Attempt | null>;
  /**
   * Makes an attempt that is SENDING an ABANDONED one, because its request has certainly not left. It does
   * not count for the rate limits then.
   *
   * @returns null when the fence is stale or the attempt is in another state
   */
  takeBack(options: {
    attemptUlid: string;
    fence: number;
    errorCode: string;
  }): Promise<Attempt | null>;
  /** Records a move observed at Cal.com. Idempotent. */
  apply(move: ApplyMove): Promise<AppliedMove>;
  /**
   * Records a chain of moves, the first one first, each in the history. Moves in a row that were made in
   * Cal.com itself are one notification and one mail for each person. Idempotent.
   */
  applyChain(options: {
    moves: readonly Pick<ApplyMove, "fromCalUid" | "toCalUid" | "startTime" | "endTime">[];
    /** Of the last one; those before it were moved on. */
    upstreamStatus: ApplyMove["upstreamStatus"];
    cause: ApplyMove["cause"];
    /** Twelve. */
    newUlids: readonly string[];
  }): Promise<AppliedChain>;
  /**
   * Claims moves whose owner stopped working on them, for `leaseMs`; SENDING becomes UNKNOWN. Gives those that have
   * been sent for 5 s and still are under a lease too, unclaimed.
   */
  claimDue(options: ClaimDue): Promise<DueAttempt[]>;
  /**
   * Deletes attempts that were settled more than `keepMs` ago, and after `keepUnsentMs` those of which nothing was sent
   * to Cal.com: a batch. What they led to stays in the history. Gives how many.
   */
  prune(options: { keepMs: number; keepUnsentMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createRescheduleAttempts(client: DbClient): RescheduleAttempts {
  return {
    async get({ attemptUlid, actorUserUlid }) {
      const query = client
        .from(table)
        .select("*")
        .eq("actorUserUlid", actorUserUlid)
        .eq("idempotencyKey", attemptUlid)
        .maybeSingle();
      const row = await unwrap({ table, operation: "get" }, query);
      return row && attemptSchema.parse(row);
    },

    async getInFlight({ bookingUlid }) {
      const query = client
        .from(table)
        .select("*")
        .eq("bookingUlid", bookingUlid)
        .in("state", inFlightStates)
        .maybeSingle();
      const row = await unwrap({ table, operation: "getInFlight" }, query);
      return row && attemptSchema.parse(row);
    },

    async listInFlight({ coachUserUlid }) {
      const query = client
        .from(table)
        .select("*")
        .eq("coachUserUlid", coachUserUlid)
        .in("state", inFlightStates);
      const rows = await unwrap({ table, operation: "listInFlight" }, query);
      return attemptSchema.array().parse(rows);
    },

    async begin(input) {
      const { sending } = input;
      const parameters = {
        p_attempt_ulid: input.attemptUlid,
        p_booking_ulid: input.bookingUlid,
        p_actor_user_ulid: input.actorUserUlid,
        p_request_hash: input.requestHash,
        p_expected_version: input.expectedVersion,
        p_to_start_time: input.toStartTime,
        p_to_end_time: input.toEndTime,
        p_reason: input.reason,
        p_override_conflict: input.overrideConflict,
        p_lease_ms: input.leaseMs,
      };
      const query = sending
        ? client.rpc("reschedule_begin_sending", {
            ...parameters,
            p_sending: { fence: sending.fence, ...sending.limits },
          })
        : client.rpc("reschedule_begin", parameters);
      return beginResultSchema.parse(await unwrap({ table, operation: "begin" }, query));
    },

    async markSending({ attemptUlid, fence, leaseMs, limits, overriddenVerdict }) {
      const query = client.rpc("reschedule_mark_sending_noting", {
        p_attempt_ulid: attemptUlid,
        p_fence: fence,
        p_lease_ms: leaseMs,
        p_person_per_minute: limits.personPerMinute,
        p_person_per_day: limits.personPerDay,
        p_booking_per_day: limits.bookingPerDay,
        p_overridden_verdict: overriddenVerdict ?? null,
      });
      return sendingResultSchema.parse(await unwrap({ table, operation: "markSending" }, query));
    },

    async fail({ attemptUlid, fence, state, errorCode, answered, retryInMs }) {
      const query = client.rpc("reschedule_fail", {
        p_attempt_ulid: attemptUlid,
        p_fence: fence,
        p_state: state,
        p_error_code: errorCode,
        p_answered: answered ?? null,
        p_retry_in_ms: retryInMs ?? null,
      });
      const [row] = await unwrap({ table, operation: "fail" }, query);
      return row ? attemptSchema.parse(row) : null;
    },

    async takeBack({ attemptUlid, fence, errorCode }) {
      const query = client.rpc("reschedule_take_back", {
        p_attempt_ulid: attemptUlid,
        p_fence: fence,
        p_error_code: errorCode,
      });
      const [row] = await unwrap({ table, operation: "takeBack" }, query);
      return row ? attemptSchema.parse(row) : null;
    },

    async claimDue({ limit, leaseMs, lookMs }) {
      const query = client.rpc("attempts_due", {
        p_is_move: true,
        p_limit: limit,
        p_lease_ms: leaseMs,
        p_look_ms: lookMs,
      });
      const rows = await unwrap({ table, operation: "claimDue" }, query);
      return z.array(dueAttemptSchema).parse(rows);
    },

    prune({ keepMs, keepUnsentMs }) {
      const query = client.rpc("attempts_prune", {
        p_keep_ms: keepMs,
        p_keep_unsent_ms: keepUnsentMs,
      });
      return unwrap({ table, operation: "prune" }, query);
    },

    async apply(move) {
      const query = client.rpc("reschedule_apply_own", {
        p_own_attempt_ulid: move.ownAttemptUlid ?? null,
        p_from_cal_uid: move.fromCalUid,
        p_to_cal_uid: move.toCalUid,
        p_start_time: move.startTime,
        p_end_time: move.endTime,
        p_upstream_status: move.upstreamStatus,
        p_duration_minutes: move.durationMinutes ?? null,
        p_cause: move.cause,
        p_new_ulids: [...move.newUlids],
      });
      return appliedSchema.parse(await unwrap({ table, operation: "apply" }, query));
    },

    async applyChain({ moves, upstreamStatus, cause, newUlids }) {
      const query = client.rpc("reschedule_apply_chain", {
        p_moves: moves.map(({ fromCalUid, toCalUid, startTime, endTime }, index) => ({
          fromCalUid,
          toCalUid,
          startTime,
          endTime,
          status: index === moves.length - 1 ? upstreamStatus : "accepted",
        })),
        p_cause: cause,
        p_new_ulids: [...newUlids],
      });
      return appliedChainSchema.parse(await unwrap({ table, operation: "applyChain" }, query));
    },
  };
}
