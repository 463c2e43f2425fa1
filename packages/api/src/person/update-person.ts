import { normalizeTimeZone } from "@reslot/cal/time";
import type { Preferences, User } from "@reslot/db";
import { deviceLocaleOf } from "@reslot/messages";
import type { Actor } from "../app/actor.ts";
import type { Needs } from "../app/app.ts";
import { AppError } from "../core/errors/app-error.ts";
import type { UpdatePersonInput } from "./schemas.ts";
import type { PersonalDetails } from "./types.ts";

/** The person's own details. */
export function detailsOfPerson(user: User): PersonalDetails {
  const { name, email, timeZone, timeZoneFrom, hourCycle, weekStart, locale, singleKeys } = user;
  return {
    name,
    email,
    timeZone,
    timeZoneFrom,
    hourCycle,
    weekStart: weekStart ?? "auto",
    locale,
    singleKeys,
    mail: { moved: user.mailMoved, offered: user.mailOffered, reminders: user.mailReminders },
  };
}

/**
 * Saves what the person chose, and what their browser says where nothing better is known.
 *
 * @returns the details after that, whichever source of the time zone has won
 */
export async function updatePerson(
  { db, caches }: Needs<"db" | "caches">,
  { user }: Actor,
  input: UpdatePersonInput,
): Promise<PersonalDetails> {
  const choices = choicesIn(input);
  await Promise.all([
    learnTimeZone(db, user, input),
    Object.keys(choices).length > 0 && db.users.saveChoices(user.ulid, choices),
  ]);
  caches.users.deleteByPrefix(user.clerkUserId);
  const now = await db.users.getByUlid(user.ulid);
  if (!now) throw new AppError("NOT_FOUND");
  return detailsOfPerson(now);
}

/** The choice replaces everything; a browser fills in where nothing is known. UTC from one says nothing: it hides the zone. */
async function learnTimeZone(
  { users }: Needs<"db">["db"],
  user: User,
  { timeZone: given, timeZoneFrom: from }: UpdatePersonInput,
): Promise<void> {
  const timeZone = normalizeTimeZone(given);
  if (timeZone === null || (from === "browser" && timeZone === "UTC")) return;
  await users.learnTimeZone({ userUlid: user.ulid, timeZone, from });
}

function choicesIn(input: UpdatePersonInput): Partial<Preferences & { name: string }> {
  const { name, hourCycle, weekStart, locale, deviceLocale, singleKeys, mail = {} } = input;
  const choices = {
    name,
    hourCycle,
    weekStart: weekStart === "auto" ? null : weekStart,
    locale,
    deviceLocale: deviceLocale === undefined ? undefined : deviceLocaleOf(deviceLocale),
    singleKeys,
    mailMoved: mail.moved,
    mailOffered: mail.offered,
    mailReminders: mail.reminders,
  };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}
