import type { ActorContext } from "../trpc/context.ts";
import { failureOf, readStanding } from "./attempt-result.ts";
import { describeBooking } from "../booking/describe-booking.ts";
import type { RescheduleStatus } from "../booking/types.ts";

/**
 * What became of a move the person made. Cal.com is not asked: the worker is doing that.
 *
 * @throws {AppError} NOT_FOUND when there is none, or it is not theirs
 */
export async function getRescheduleStatus(
  { ports, signedIn }: ActorContext,
  { attemptUlid }: { attemptUlid: string },
): Promise<RescheduleStatus> {
  const standing = await readStanding(ports, { attemptUlid, actorUserUlid: signedIn.user.ulid });
  const booking = await describeBooking(ports, standing);
  const { outcome } = standing;
  return outcome === "failed"
    ? { outcome, attemptUlid, booking, error: failureOf(standing).toPayload() }
    : { outcome, attemptUlid, booking };
}
