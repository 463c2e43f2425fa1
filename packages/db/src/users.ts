import type { DbClient } from "./clients.ts";
import { DbError } from "./db-error.ts";
import { type User, userSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "User";
const columns = "ulid,clerkUserId,email,name,timeZone";

/** People. Only the server's client may use it: addresses and Clerk ids are closed to everybody else. */
export interface Users {
  getByClerkId(clerkUserId: string): Promise<User | null>;
  getByUlid(ulid: string): Promise<User | null>;
  /** Makes the row, or gives the one this Clerk user has already, unchanged. */
  create(user: User): Promise<User>;
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
    async create({ ulid, clerkUserId, email, name, timeZone }) {
      const query = client
        .from(table)
        .upsert(
          { ulid, clerkUserId, email, name, timeZone },
          { onConflict: "clerkUserId", ignoreDuplicates: true },
        )
        .select(columns)
        .maybeSingle();
      const made = await unwrap({ table, operation: "create" }, query);
      const user = made ? userSchema.parse(made) : await getBy("clerkUserId", clerkUserId);
      if (!user) throw new DbError("UNEXPECTED", { table, operation: "create" });
      return user;
    },
  };
}
