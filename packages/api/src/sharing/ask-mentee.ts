import { parseInstant } from "@reslot/cal/time";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { askEveryMs } from "../core/consent/shared-connection.ts";
import type { SharingQuestion } from "./types.ts";

type AskDeps = Needs<"db" | "newUlid">;

/**
 * A coach asks a mentee with whom they have a coming meeting: a notification and a mail, once a week.
 *
 * @throws {AppError} NOT_FOUND without such a meeting; RATE_LIMITED with `details.retryAfterMs` too early
 */
export async function askMentee(
  { db, newUlid, clock }: AskDeps & Needs<"clock">,
  { user }: Actor,
  menteeUserUlid: string,
): Promise<SharingQuestion> {
  const asked = await db.consents.ask({
    coachUserUlid: user.ulid,
    menteeUserUlid,
    everyMs: askEveryMs,
    newUlids: [newUlid(), newUlid()],
  });
  if (asked.outcome === "noMeeting") throw new AppError("NOT_FOUND", { kind: "person" });
  if (!("nextAllowedAt" in asked)) return { nextAllowedAt: null };
  const { outcome, nextAllowedAt } = asked;
  if (outcome === "asked") return { nextAllowedAt };
  const retryAfterMs = Math.max(parseInstant(nextAllowedAt) - clock.now(), 1);
  throw new AppError("RATE_LIMITED", { details: { retryAfterMs } });
}

/** The first meeting with a coach asks the mentee, once, if they are connected. One query. */
export async function askAboutCoach({ db, newUlid }: AskDeps, bookingUlid: string): Promise<void> {
  await db.consents.askFirst({ bookingUlid, byMail: true, newUlids: [newUlid(), newUlid()] });
}

/** After connecting, every coach about whom nothing is decided; in the app, where the person is now. */
export async function askAboutCoaches(
  { db, newUlid }: AskDeps,
  menteeUserUlid: string,
): Promise<void> {
  const { open } = await db.consents.ofMentee({ menteeUserUlid });
  for (const { bookingUlid } of open) {
    await db.consents.askFirst({ bookingUlid, byMail: false, newUlids: [newUlid(), newUlid()] });
  }
}
