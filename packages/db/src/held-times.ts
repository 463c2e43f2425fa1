import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { instantSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "HeldTimes";

/** A time that a plan is about to move a booking to, with the buffers of its event type. */
const heldTimeSchema = z.object({
  bookingUlid: z.string(),
  startTime: instantSchema,
  endTime: instantSchema,
});
type HeldTime = z.infer<typeof heldTimeSchema>;

const takenSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("held"), until: instantSchema }),
  z.object({ kind: z.literal("taken"), bookingUlids: z.array(z.string()) }),
]);

/** Times that are kept for the moves of a plan. Needs the server's client. */
export interface HeldTimes {
  /**
   * Holds all times of a plan, or none: `taken` names the bookings that are not the coach's, or whose time
   * another plan holds or another meeting is being moved to. Times of the same plan must not overlap.
   * Repeating it holds them longer, and frees those that are not named any more.
   *
   * @throws {DbError} CONFLICT when times of the plan overlap
   */
  take(hold: {
    holderUlid: string;
    coachUserUlid: string;
    times: readonly HeldTime[];
    keepMs: number;
  }): Promise<z.infer<typeof takenSchema>>;
  /** Frees the times of a plan, or that of one of its bookings. */
  free(held: { holderUlid: string; bookingUlid?: string }): Promise<void>;
  /** What is held of a coach's time now, by time. */
  list(coachUserUlid: string): Promise<HeldTime[]>;
}

/** @throws {DbError} from every method */
export function createHeldTimes(client: DbClient): HeldTimes {
  return {
    async take({ holderUlid, coachUserUlid, times, keepMs }) {
      const query = client.rpc("held_times_take", {
        p_holder_ulid: holderUlid,
        p_coach_user_ulid: coachUserUlid,
        p_times: [...times],
        p_keep_ms: keepMs,
      });
      return takenSchema.parse(await unwrap({ table, operation: "take" }, query));
    },

    async free({ holderUlid, bookingUlid }) {
      const query = client.rpc("held_times_free", {
        p_holder_ulid: holderUlid,
        p_booking_ulid: bookingUlid ?? null,
      });
      await unwrap({ table, operation: "free" }, query);
    },

    async list(coachUserUlid) {
      const query = client.rpc("held_times_of", { p_coach_user_ulid: coachUserUlid });
      const rows = await unwrap({ table, operation: "list" }, query);
      return rows.map((row) => heldTimeSchema.parse(row));
    },
  };
}
