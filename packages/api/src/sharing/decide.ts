import type { Consent, MetEventType } from "@reslot/db";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import { roleIn } from "../core/participant.ts";
import { noteEventType, rulesOf } from "../booking/note-event-type.ts";
import { consentGridOf } from "./consent-grid.ts";
import type { SharingDecision } from "./types.ts";

type AllowDeps = Needs<"caches" | "calAccounts" | "clock" | "db" | "log">;

interface Allowed {
  menteeUserUlid: string;
  coachUserUlid: string;
  source: "mentee" | "connecting";
}

/**
 * Lets a coach see when the person is busy, as finely as the event types that they meet by now.
 *
 * @throws {AppError} NOT_FOUND where they have no meeting with the coach
 */
export async function allowCoach(
  deps: AllowDeps,
  { user }: Actor,
  coachUserUlid: string,
): Promise<SharingDecision> {
  const pair = { menteeUserUlid: user.ulid, coachUserUlid };
  return decisionOf(await allow(deps, { ...pair, source: "mentee" }));
}

/** The coach of the meeting from which the person has connected their account; nothing for any other meeting. */
export async function allowCoachOf(
  deps: AllowDeps,
  { user }: Actor,
  bookingUlid: string,
): Promise<void> {
  const userUlid = user.ulid;
  const booking = await deps.db.bookings.getForParticipant({ bookingUlid, userUlid });
  if (!booking || roleIn(booking, userUlid) !== "mentee") return;
  const { coachUserUlid } = booking;
  await allow(deps, { menteeUserUlid: userUlid, coachUserUlid, source: "connecting" });
}

async function allow(deps: AllowDeps, { source, ...pair }: Allowed): Promise<Consent | null> {
  const [met, coach] = await Promise.all([
    deps.db.consents.listEventTypes(pair),
    deps.db.users.getByUlid(pair.coachUserUlid),
  ]);
  const known = await readMissing(deps, { met, ...pair });
  const clock = { timeZone: coach?.timeZone ?? null, now: deps.clock.now() };
  return deps.db.consents.allow({ ...pair, ...consentGridOf(known, clock), source });
}

/** Event types of which nothing is noted yet are read; one that cannot be read counts by its meeting's length. */
async function readMissing(
  deps: AllowDeps,
  { met, menteeUserUlid, coachUserUlid }: Omit<Allowed, "source"> & { met: MetEventType[] },
): Promise<MetEventType[]> {
  if (met.every(({ eventType }) => eventType)) return met;
  const use = { purpose: "view", by: menteeUserUlid } as const;
  const coach = await deps.calAccounts.open(coachUserUlid, use);
  if (coach.status !== "connected") return met;
  return Promise.all(
    met.map(async (each) => {
      if (each.eventType) return each;
      const { eventTypeId } = each;
      const eventType = await coach.client.eventTypes.get(eventTypeId).catch(() => null);
      if (!eventType) return each;
      void noteEventType(deps, {
        booking: { coachUserUlid, eventTypeId, eventType: null },
        eventType,
      });
      return { ...each, eventType: rulesOf(eventType) };
    }),
  );
}

/**
 * Refuses it, or takes it back.
 *
 * @throws {AppError} NOT_FOUND where they have no meeting with the coach and nothing was asked
 */
export async function stopCoach(
  { db }: Needs<"db">,
  { user }: Actor,
  coachUserUlid: string,
): Promise<SharingDecision> {
  return decisionOf(await db.consents.stop({ menteeUserUlid: user.ulid, coachUserUlid }));
}

function decisionOf(consent: Consent | null): SharingDecision {
  if (!consent) throw new AppError("NOT_FOUND", { kind: "person" });
  const { coachUserUlid, state, decidedAt: since, disownedAt } = consent;
  return { coachUserUlid, state, since, isDisowned: disownedAt !== null };
}

/**
 * The person does not know the coach of a meeting: theirs are hidden from the person from now on, nothing
 * is shared, and the operator finds a report in the log. The coach is not told.
 *
 * @throws {AppError} NOT_FOUND unless they are the meeting's mentee
 */
export async function disownMeeting(
  { db, log }: Needs<"db" | "log">,
  { user }: Actor,
  bookingUlid: string,
): Promise<SharingDecision> {
  const menteeUserUlid = user.ulid;
  const coachUserUlid = await db.consents.disown({ menteeUserUlid, bookingUlid });
  if (coachUserUlid === null) throw new AppError("NOT_FOUND");
  log.info("meetingDisowned", { bookingUlid, coachUserUlid });
  return decisionOf(await db.consents.get({ menteeUserUlid, coachUserUlid }));
}

/**
 * The person knows the coach after all: their meetings are shown again, and nothing is shared.
 *
 * @throws {AppError} NOT_FOUND where they had not said otherwise
 */
export async function restoreCoach(
  { db }: Needs<"db">,
  { user }: Actor,
  coachUserUlid: string,
): Promise<SharingDecision> {
  const pair = { menteeUserUlid: user.ulid, coachUserUlid };
  const isRestored = await db.consents.restore(pair);
  return decisionOf(isRestored ? await db.consents.get(pair) : null);
}
