import { parseInstant } from "@reslot/cal/time";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { remindEveryMs } from "../core/next-reminder.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { CoachReminder } from "./types.ts";

/**
 * A mentee tells the coach of a meeting that it cannot be moved until the coach connects: a notification and a mail,
 * once a week for each pair.
 *
 * @throws {AppError} NOT_FOUND for a meeting that is over; RATE_LIMITED with `details.retryAfterMs` too early
 */
export async function remindCoach(
  { db, newUlid, clock }: Needs<"db" | "newUlid" | "clock">,
  { user }: Actor,
  bookingUlid: string,
): Promise<CoachReminder> {
  const reminded = await db.coachReminders.remind({
    menteeUserUlid: user.ulid,
    bookingUlid,
    everyMs: remindEveryMs,
    newUlids: [newUlid(), newUlid()],
  });
  if (reminded.outcome === "noMeeting") throw new AppError("NOT_FOUND");
  if (!("nextAllowedAt" in reminded)) return { nextAllowedAt: null };
  const { outcome, nextAllowedAt } = reminded;
  if (outcome === "reminded") return { nextAllowedAt };
  const retryAfterMs = Math.max(parseInstant(nextAllowedAt) - clock.now(), 1);
  throw new AppError("RATE_LIMITED", { details: { retryAfterMs } });
}
