import type { CalBooking } from "@reslot/cal";
import { formatInstant, minuteMs, parseInstant } from "@reslot/cal/time";
import type { EventTypeRules } from "@reslot/db";
import type { Needs } from "../app/app.ts";
import { currentLengths, readDefaultLength } from "../availability/coach-slots.ts";
import { detailsOfOpened, longestOf } from "../booking/describe-booking.ts";
import type { Lengths, RescheduleResult } from "../booking/types.ts";
import { withTimeout } from "../infra/with-timeout.ts";
import { abandonAttempt, beginAttempt, startSending } from "./attempt.ts";
import { resultAfterSending, resultOfRepeat } from "./attempt-result.ts";
import type { Move } from "./move.ts";
import { type PrepareDeps, prepareMove } from "./prepare-move.ts";
import { recordOutcome, sendToCal, type SettleDeps } from "./settle-attempt.ts";
import { validateMove } from "./validate-move.ts";

const defaultRespondWithinMs = 8_000;

/**
 * Moves a 1:1 booking: at Cal.com first, then here, then the other person is told. The attempt is
 * recorded before Cal.com is asked, so whatever dies in between, `recoverAttempts` reads at Cal.com
 * what happened and finishes or ends it. `attemptUlid` is the idempotency key: the same request gets
 * the same answer, and is tried again where nothing was sent to Cal.com.
 *
 * Three rounds of requests after the booking itself: the attempt with both calendars, the move, the
 * record; one more where a conflict is overridden. `confirming` means that Cal.com's answer, or whether there is one, is not
 * known yet; it is never a failure.
 *
 * @throws {AppError} every refusal of the contract; the meeting has not been moved then
 */
export async function rescheduleBooking(
  deps: PrepareDeps & SettleDeps & Needs<"telemetry">,
  move: Move,
): Promise<RescheduleResult> {
  const lengths = await readLengths(deps, move);
  const durationMinutes = longestOf(lengths);
  const invalid = validateMove(move, { lengths, now: deps.clock.now() });
  if (invalid) return resultOfRepeat(deps, move, invalid); // it may repeat a request that was valid then

  // Reading changes nothing, so both calendars are checked while the attempt is being recorded.
  const [begun, prepared] = await Promise.all([
    beginAttempt(deps, move, durationMinutes),
    prepareMove(deps, move, durationMinutes),
  ]);
  if (begun.kind === "refused") throw begun.refusal;
  if (begun.kind === "repeated") return resultAfterSending(deps, move);
  const { attempt, deadline } = begun;
  deps.caches.recentMoves.start({ attemptUlid: attempt.ulid, fromCalUid: attempt.fromCalUid });
  if (prepared.kind === "refused") {
    throw await abandonAttempt(deps, { move, attempt, cause: prepared.cause });
  }

  const { client, options, rules, overriddenVerdict } = prepared;
  const started =
    attempt.state === "SENDING"
      ? ({ kind: "sending", attempt, deadline } as const)
      : await startSending(deps, { move, attempt, overriddenVerdict });
  if (started.kind === "leaseLost") return resultAfterSending(deps, move);
  if (started.kind === "refused") {
    throw await abandonAttempt(deps, { move, attempt, cause: started.cause });
  }

  // From here on the move may happen: nothing but Cal.com's own refusal is called a failure.
  const sent = sendToCal(deps, { move, ...started, client, options });
  const outcome = await withTimeout(
    recordOutcome(deps, { attempt, move }, sent),
    deps.settings.timings.respondWithinMs ?? defaultRespondWithinMs,
  );
  return outcome?.kind === "applied"
    ? resultOfApplied(deps, move, { ...outcome, rules })
    : resultAfterSending(deps, move);
}

/** Where the event type cannot be read, its slots tell the default length: one more round. */
async function readLengths(
  deps: PrepareDeps,
  { booking, connections, actor }: Move,
): Promise<Lengths> {
  const lengths = await currentLengths(deps, booking, connections.coach);
  if (lengths.atCal !== null) return lengths;
  const use = { purpose: "move", by: actor.user.ulid } as const;
  return { ...lengths, atCal: await readDefaultLength(deps, { booking, use }) };
}

/** The result of a move that this request made itself, without reading again: the same as `resultAfterSending`. */
function resultOfApplied(
  deps: Needs<"clock" | "settings">,
  move: Move,
  { version, moved, rules }: { version: number; moved: CalBooking; rules: EventTypeRules | null },
): RescheduleResult {
  const [start, end] = [parseInstant(moved.start), parseInstant(moved.end)];
  const status = moved.status === "pending" ? "pending" : "accepted";
  const booking = {
    ...move.booking,
    startTime: formatInstant(start),
    endTime: formatInstant(end),
    durationMinutes: Math.ceil((end - start) / minuteMs),
    status,
    version,
    eventType: rules,
    upstreamChanged: false,
  } as const;
  return {
    outcome: status === "pending" ? "awaitingConfirmation" : "moved",
    attemptUlid: move.input.attemptUlid,
    booking: detailsOfOpened({ ...move, booking }, deps),
  };
}
