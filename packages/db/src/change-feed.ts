import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { DATABASE_NOW, DATABASE_YESTERDAY } from "./database-now.ts";
import { instantSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "ChangeFeed";

// Some servers write a bigint as text; ours stay far below 2^53.
const idSchema = z.coerce.number();
const common = { id: idSchema, bookingUlid: z.string(), createdAt: instantSchema };
const changeSchema = z.discriminatedUnion("kind", [
  z.object({
    ...common,
    kind: z.enum(["booking", "slots"]),
    coachUserUlid: z.string(),
    /** null in older rows. */
    menteeUserUlid: z.string().nullable(),
  }),
  z.object({ ...common, kind: z.literal("notification"), userUlid: z.string() }),
]);
/**
 * `booking`: this booking changed; `slots`: so did what its coach offers and when its mentee is free;
 * `notification`: this user has a new one.
 */
export type Change = z.infer<typeof changeSchema>;

/** Changes in the order of `id`. Needs the server's client. */
export interface ChangeFeed {
  /** The id from which a reader of new changes starts; 0 for an empty feed. */
  latestId(): Promise<number>;
  /** The oldest id that is kept; null for an empty feed. */
  oldestId(): Promise<number | null>;
  /**
   * `met`: the coaches of a mentee's meetings that have not ended, whose `slots` concern the mentee too.
   * `disowned`: those whose meetings the mentee says are not theirs. Two queries at once.
   */
  coachesOf(menteeUserUlid: string): Promise<{ met: string[]; disowned: string[] }>;
  /**
   * Changes after an id, oldest first, at most `limit`, preceded by every earlier one of the last
   * `overlapMs`: transactions do not commit in the order of their ids. A reader ignores what it has seen
   * and continues from the greatest id.
   */
  readAfter(options: { afterId: number; overlapMs: number; limit: number }): Promise<Change[]>;
  /** Deletes the oldest of the changes older than `keepMs`: a batch. Gives how many. */
  prune(options: { keepMs: number }): Promise<number>;
}

/** @throws {DbError} from every method */
export function createChangeFeed(client: DbClient): ChangeFeed {
  async function idAtEnd(operation: string, ascending: boolean): Promise<number | null> {
    const query = client.from(table).select("id").order("id", { ascending }).limit(1).maybeSingle();
    const row = await unwrap({ table, operation }, query);
    return row && idSchema.parse(row.id);
  }

  return {
    latestId: async () => (await idAtEnd("latestId", false)) ?? 0,

    oldestId: () => idAtEnd("oldestId", true),

    async coachesOf(menteeUserUlid) {
      const meetings = client
        .from("Bookings")
        .select("coachUserUlid")
        .eq("menteeUserUlid", menteeUserUlid)
        .is("hiddenFromMentee", false)
        .gt("endTime", DATABASE_NOW)
        .gt("startTime", DATABASE_YESTERDAY);
      const consents = client
        .from("CalendarConsents")
        .select("coachUserUlid")
        .eq("menteeUserUlid", menteeUserUlid)
        .not("disownedAt", "is", null);
      const [met, disowned] = await Promise.all([
        unwrap({ table: "Bookings", operation: "coachesOf" }, meetings),
        unwrap({ table: "CalendarConsents", operation: "coachesOf" }, consents),
      ]);
      return { met: coachesIn(met), disowned: coachesIn(disowned) };
    },

    async readAfter({ afterId, overlapMs, limit }) {
      const query = client.rpc("change_feed_page", {
        p_after_id: afterId,
        p_overlap_ms: overlapMs,
        p_limit: limit,
      });
      return z.array(changeSchema).parse(await unwrap({ table, operation: "readAfter" }, query));
    },

    prune({ keepMs }) {
      const query = client.rpc("change_feed_prune", { p_keep_ms: keepMs });
      return unwrap({ table, operation: "prune" }, query);
    },
  };
}

function coachesIn(rows: readonly { coachUserUlid: string }[]): string[] {
  return [...new Set(rows.map(({ coachUserUlid }) => coachUserUlid))];
}
