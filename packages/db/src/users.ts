import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { DbError } from "./db-error.ts";
import { type TimeZoneSource, type User, userSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "User";
const columns = "ulid,clerkUserId,email,name,timeZone,timeZoneFrom";

const foundSchema = z.array(z.object({ address: z.string(), user: userSchema }));

/** A user and the address they were found by, in lower case. */
interface FoundUser {
  readonly address: string;
  readonly user: User;
}

/** Users. Needs the server's client: email addresses and Clerk ids are closed to every other. */
export interface Users {
  getByClerkId(clerkUserId: string): Promise<User | null>;
  getByUlid(ulid: string): Promise<User | null>;
  /** Inserts the user, or returns the existing row of this Clerk user, unchanged. */
  create(user: Pick<User, "ulid" | "clerkUserId" | "email" | "name">): Promise<User>;
  /**
   * Users with one of these email addresses, ignoring case: the one they sign in with or, when that
   * is another one, the one of their connected Cal.com account, which Cal.com has proven.
   */
  findByEmails(emails: readonly string[]): Promise<FoundUser[]>;
  /** Applies a change made at Clerk. Null when this Clerk user has no row. */
  updateByClerkId(
    change: { clerkUserId: string } & Partial<Pick<User, "email" | "name">>,
  ): Promise<User | null>;
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
  /**
   * Erases a user who deleted their account: tokens, name, email address, unsent mail. The meetings and
   * their history stay for the other participants. False when this Clerk user has no row.
   */
  anonymise(options: { clerkUserId: string }): Promise<boolean>;
}

/** @throws {DbError} from every method */
export function createUsers(client: DbClient): Users {
  const getBy = async (column: "ulid" | "clerkUserId", value: string): Promise<User | null> => {
    const query = client.from(table).select(columns).eq(column, value).maybeSingle();
    const row = await unwrap({ table, operation: "get" }, query);
    return row && userSchema.parse(row);
  };

  return {
    getByClerkId: (clerkUserId) => getBy("clerkUserId", clerkUserId),
    getByUlid: (ulid) => getBy("ulid", ulid),
    async create({ ulid, clerkUserId, email, name }) {
      const query = client
        .from(table)
        .upsert(
          { ulid, clerkUserId, email, name },
          { onConflict: "clerkUserId", ignoreDuplicates: true },
        )
        .select(columns)
        .maybeSingle();
      const made = await unwrap({ table, operation: "create" }, query);
      const user = made ? userSchema.parse(made) : await getBy("clerkUserId", clerkUserId);
      if (!user) throw new DbError("UNEXPECTED", { table, operation: "create" });
      return user;
    },

    async findByEmails(emails) {
      if (emails.length === 0) return [];
      const query = client.rpc("users_find_by_addresses", { p_addresses: [...emails] });
      return foundSchema.parse(await unwrap({ table, operation: "findByEmails" }, query));
    },

    async updateByClerkId({ clerkUserId, email, name }) {
      const change = {
        ...(email !== undefined && { email }),
        ...(name !== undefined && { name }),
      };
      const query = client
        .from(table)
        .update(change)
        .eq("clerkUserId", clerkUserId)
        .select(columns)
        .maybeSingle();
      const row = await unwrap({ table, operation: "updateByClerkId" }, query);
      return row && userSchema.parse(row);
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

    anonymise({ clerkUserId }) {
      const query = client.rpc("user_anonymise", { p_clerk_user_id: clerkUserId });
      return unwrap({ table, operation: "anonymise" }, query);
    },
  };
}
