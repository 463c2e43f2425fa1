import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { type PersonExport, personExportSchema } from "./person-export.ts";
import {
  type Preferences,
  type TimeZoneSource,
  type User,
  userColumns,
  userSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "User";

const foundSchema = z.array(z.object({ address: z.string(), user: userSchema }));

/** A user and the address they were found by, folded: see `foldAddress`. */
interface FoundUser {
  readonly address: string;
  readonly user: User;
}

/** What Clerk says of a person. */
interface ClerkProfile {
  readonly clerkUserId: string;
  /** The address they sign in with. */
  readonly email: string;
  /** The other addresses that Clerk has verified. */
  readonly otherEmails: readonly string[];
  readonly name: string;
}

const countsSchema = z.object({ hosted: z.number(), people: z.number(), attended: z.number() });
type UpcomingCounts = z.infer<typeof countsSchema>;

const savedSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("saved"),
    user: userSchema,
    isNew: z.boolean(),
    fresh: z.array(z.string()),
    rebound: z.array(z.string()),
  }),
  z.object({ outcome: z.literal("held"), by: z.array(z.string()) }),
  z.object({ outcome: z.literal("unknown") }),
  z.object({ outcome: z.literal("raced") }),
]);

/**
 * `saved`: `fresh` are addresses, folded, that the user did not have; `rebound` are the upcoming meetings
 * that were theirs before they deleted an account. `held`: another user has one of the addresses from
 * Clerk, and nothing was saved; `by` are their Clerk ids. `raced`: another call took one at the same
 * time. `unknown`: there is no row, and none was to be made.
 */
export type SavedProfile = z.infer<typeof savedSchema>;

/** Users. Needs the server's client: email addresses and Clerk ids are closed to every other. */
export interface Users {
  getByClerkId(clerkUserId: string): Promise<User | null>;
  getByUlid(ulid: string): Promise<User | null>;
  /**
   * Takes over name and addresses; inserts the row unless `ulid` is null. With `leaveHeld` other addresses
   * that another user has are left out.
   */
  saveProfile(
    profile: ClerkProfile & { ulid: string | null; leaveHeld?: boolean },
  ): Promise<SavedProfile>;
  /**
   * Takes from a user the addresses that Clerk no longer says are theirs. One who loses the address they
   * sign in with has none, until their profile is saved again.
   *
   * @param options.keep what Clerk says is theirs
   */
  releaseAddresses(options: { clerkUserId: string; keep: readonly string[] }): Promise<void>;
  /** Clerk ids of those whose profile was not compared with Clerk for `everyMs`, the longest first. */
  listDueForCheck(options: { limit: number; everyMs: number }): Promise<string[]>;
  /** Nothing could be learned about these: others are compared first. */
  putOffCheck(clerkUserIds: readonly string[]): Promise<void>;
  /**
   * Users with one of these email addresses, ignoring the case of A to Z: one that Clerk has verified or,
   * where none has it, the one of a connected Cal.com account.
   */
  findByEmails(emails: readonly string[]): Promise<FoundUser[]>;
  /**
   * Notes a user's time zone unless a stronger source has given it: their choice before their Cal.com
   * account, that before a booking, that before a browser. `choice` and `cal` replace themselves.
   *
   * @returns the Clerk id when the row has changed, else null
   */
  learnTimeZone(learned: {
    userUlid: string;
    timeZone: string;
    from: TimeZoneSource;
  }): Promise<string | null>;
  /** Saves the person's own choices; a name from then on outlasts what Clerk says. */
  saveChoices(userUlid: string, choices: Partial<Preferences & { name: string }>): Promise<void>;
  /** The meetings that a user still hosts, the people in them, and the meetings that they attend. Cheap with any history. */
  countUpcoming(userUlid: string): Promise<UpcomingCounts>;
  /** What is kept about a user. Its size grows with their history. */
  exportOf(userUlid: string): Promise<PersonExport>;
  /**
   * Erases a user who deleted their account: tokens, name, email address, unsent mail. The meetings and
   * their history stay for the other participants. False when this Clerk user has no row.
   */
  anonymise(options: { clerkUserId: string }): Promise<boolean>;
}

/** @throws {DbError} from every method */
export function createUsers(client: DbClient): Users {
  const getBy = async (column: "ulid" | "clerkUserId", value: string): Promise<User | null> => {
    const query = client.from(table).select(userColumns).eq(column, value).maybeSingle();
    const row = await unwrap({ table, operation: "get" }, query);
    return row && userSchema.parse(row);
  };

  return {
    getByClerkId: (clerkUserId) => getBy("clerkUserId", clerkUserId),
    getByUlid: (ulid) => getBy("ulid", ulid),
    async saveProfile({ ulid, clerkUserId, email, otherEmails, name, leaveHeld = false }) {
      const query = client.rpc("user_save_profile", {
        p_ulid: ulid,
        p_clerk_user_id: clerkUserId,
        p_email: email,
        p_addresses: [...otherEmails],
        p_name: name,
        p_leave_held: leaveHeld,
      });
      return savedSchema.parse(await unwrap({ table, operation: "saveProfile" }, query));
    },

    async releaseAddresses({ clerkUserId, keep }) {
      const query = client.rpc("user_release_addresses", {
        p_clerk_user_id: clerkUserId,
        p_keep: [...keep],
      });
      await unwrap({ table, operation: "releaseAddresses" }, query);
    },

    listDueForCheck({ limit, everyMs }) {
      const query = client.rpc("users_due_for_check", { p_limit: limit, p_every_ms: everyMs });
      return unwrap({ table, operation: "listDueForCheck" }, query);
    },

    async putOffCheck(clerkUserIds) {
      if (clerkUserIds.length === 0) return;
      const query = client.rpc("users_put_off_check", { p_clerk_user_ids: [...clerkUserIds] });
      await unwrap({ table, operation: "putOffCheck" }, query);
    },

    async findByEmails(emails) {
      if (emails.length === 0) return [];
      const query = client.rpc("users_find_by_addresses", { p_addresses: [...emails] });
      return foundSchema.parse(await unwrap({ table, operation: "findByEmails" }, query));
    },

    async learnTimeZone({ userUlid, timeZone, from }) {
      const query = client.rpc("user_learn_time_zone", {
        p_user_ulid: userUlid,
        p_time_zone: timeZone,
        p_from: from,
      });
      const [changed = null] = await unwrap({ table, operation: "learnTimeZone" }, query);
      return changed;
    },

    async saveChoices(userUlid, choices) {
      const isNamed = choices.name !== undefined;
      const query = client
        .from(table)
        .update({ ...choices, ...(isNamed && { nameFrom: "choice" }) })
        .eq("ulid", userUlid)
        .not("clerkUserId", "like", "deleted:%");
      await unwrap({ table, operation: "saveChoices" }, query);
    },

    async countUpcoming(userUlid) {
      const query = client.rpc("user_upcoming_counts", { p_user_ulid: userUlid });
      return countsSchema.parse(await unwrap({ table, operation: "countUpcoming" }, query));
    },

    async exportOf(userUlid) {
      const query = client.rpc("person_export", { p_user_ulid: userUlid });
      return personExportSchema.parse(await unwrap({ table, operation: "exportOf" }, query));
    },

    anonymise({ clerkUserId }) {
      const query = client.rpc("user_anonymise", { p_clerk_user_id: clerkUserId });
      return unwrap({ table, operation: "anonymise" }, query);
    },
  };
}
