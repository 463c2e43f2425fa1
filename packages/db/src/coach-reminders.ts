import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { instantSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Notifications";

const remindedSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.enum(["noMeeting", "connected"]) }),
  z.object({ outcome: z.enum(["reminded", "tooEarly"]), nextAllowedAt: instantSchema }),
]);
/** `connected`: there is nothing to remind the coach of. */
type CoachReminder = z.infer<typeof remindedSchema>;

/** Mentees tell coaches to connect their Cal.com accounts. Needs the server's client. */
export interface CoachReminders {
  /**
   * Reminds the coach of a meeting to come; again at the earliest `everyMs` after the last time.
   *
   * @param options.newUlids two: a notification, an outbox row
   */
  remind(options: {
    menteeUserUlid: string;
    bookingUlid: string;
    everyMs: number;
    newUlids: readonly string[];
  }): Promise<CoachReminder>;
  /** When the mentee last reminded the coach; null: never. */
  getLast(pair: { menteeUserUlid: string; coachUserUlid: string }): Promise<string | null>;
}

/** @throws {DbError} from every method */
export function createCoachReminders(client: DbClient): CoachReminders {
  return {
    async remind({ menteeUserUlid, bookingUlid, everyMs, newUlids }) {
      const query = client.rpc("coach_remind", {
        p_mentee_user_ulid: menteeUserUlid,
        p_booking_ulid: bookingUlid,
        p_every_ms: everyMs,
        p_new_ulids: [...newUlids],
      });
      return remindedSchema.parse(await unwrap({ table, operation: "remind" }, query));
    },

    async getLast({ menteeUserUlid, coachUserUlid }) {
      const query = client
        .from(table)
        .select("createdAt")
        .eq("userUlid", coachUserUlid)
        .eq("actorUserUlid", menteeUserUlid)
        .eq("kind", "coachNotConnected")
        .order("createdAt", { ascending: false })
        .limit(1)
        .maybeSingle();
      const row = await unwrap({ table, operation: "getLast" }, query);
      return row && instantSchema.parse(row.createdAt);
    },
  };
}
