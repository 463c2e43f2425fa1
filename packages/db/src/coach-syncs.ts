import { z } from "zod";
import { type LeftAlone } from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import { instantSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalIntegrations";

const claimSchema = z.object({
  userUlid: z.string(),
  fence: z.number(),
  /** Cal.com's time of the latest change that was read; null: the whole list is to be read. */
  cursor: instantSchema.nullable(),
  /** How long ago the whole list was read; null: never. */
  wholeAgeMs: z.number().nullable(),
});
/** A connected account whose bookings are read by this worker alone, until the lease ends. */
export type CoachSyncClaim = z.infer<typeof claimSchema>;

/** How often accounts are read whose next meeting is within `withinMs`; null: all others. */
export interface SyncInterval {
  everyMs: number;
  withinMs: number | null;
  /** Until the next sync: the interval with its jitter. */
  delayMs: number;
}

const unconnectedSchema = z.object({
  ulid: z.string(),
  calBookingId: z.string(),
  menteeUserUlid: z.string(),
  /** How long it has been due. */
  lateMs: z.number(),
});
/** An upcoming booking whose coach is not connected. */
export type UnconnectedBooking = z.infer<typeof unconnectedSchema>;

/** When each coach's bookings are read at Cal.com. Needs the server's client. */
export interface CoachSyncs {
  /** Takes accounts that are due, those with the shortest interval first. */
  claim(options: { limit: number; leaseMs: number }): Promise<CoachSyncClaim[]>;
  /** Takes one account, due or not; null while it is being read, or not connected. */
  claimOne(options: { userUlid: string; leaseMs: number }): Promise<CoachSyncClaim | null>;
  /**
   * The bookings were read. The next sync follows from the next meeting, by the first interval that it is within.
   *
   * @returns false when another worker has the account by now: nothing changes
   */
  done(options: {
    userUlid: string;
    fence: number;
    cursor: string | null;
    skippedRows: number;
    /** What was left alone, when the whole list was read; null keeps what was noted before. */
    whole: { leftAlone: readonly LeftAlone[]; addressHashes: readonly string[] } | null;
    intervals: readonly SyncInterval[];
  }): Promise<boolean>;
  /** Tries again in `delayMs`. */
  failed(options: { userUlid: string; fence: number; delayMs: number }): Promise<void>;
  /** Reads these accounts in `delayMs` at the latest; once, however often that is asked for. */
  hurry(options: {
    userUlids: readonly string[];
    delayMs?: number;
    isWhole?: boolean;
  }): Promise<void>;
  /** Reads the accounts now in whose bookings this address was left alone. @returns their users */
  hurryForAddress(addressHash: string): Promise<string[]>;
  /**
   * Takes the booking of a coach who is not connected that has waited longest for its turn, in
   * proportion to its interval; null when none is due. One that Cal.com did not know is due again after
   * `confirmMs`, and one that is gone at the longest interval.
   */
  claimUnconnected(options: {
    intervals: readonly Omit<SyncInterval, "delayMs">[];
    confirmMs: number;
  }): Promise<UnconnectedBooking | null>;
}

/** @throws {DbError} from every method */
export function createCoachSyncs(client: DbClient): CoachSyncs {
  return {
    async claim({ limit, leaseMs }) {
      const query = client.rpc("coach_sync_claim", {
        p_limit: limit,
        p_lease_ms: leaseMs,
      });
      return z.array(claimSchema).parse(await unwrap({ table, operation: "claimSync" }, query));
    },

    async claimOne({ userUlid, leaseMs }) {
      const query = client.rpc("coach_sync_claim_one", {
        p_user_ulid: userUlid,
        p_lease_ms: leaseMs,
      });
      return claimSchema
        .nullable()
        .parse(await unwrap({ table, operation: "claimOneSync" }, query));
    },

    done({ userUlid, fence, cursor, skippedRows, whole, intervals }) {
      const query = client.rpc("coach_sync_done", {
        p_user_ulid: userUlid,
        p_fence: fence,
        p_cursor: cursor,
        p_skipped_rows: skippedRows,
        p_left_alone:
          whole && whole.leftAlone.map(({ name, count, reason }) => ({ name, count, reason })),
        p_left_addresses: [...(whole?.addressHashes ?? [])],
        p_plan: intervals.map((each) => ({ ...each })),
      });
      return unwrap({ table, operation: "syncDone" }, query);
    },

    async failed({ userUlid, fence, delayMs }) {
      const query = client.rpc("coach_sync_failed", {
        p_user_ulid: userUlid,
        p_fence: fence,
        p_delay_ms: delayMs,
      });
      await unwrap({ table, operation: "syncFailed" }, query);
    },

    async hurry({ userUlids, delayMs = 0, isWhole = false }) {
      if (userUlids.length === 0) return;
      const query = client.rpc("coach_sync_hurry", {
        p_user_ulids: [...userUlids],
        p_delay_ms: delayMs,
        p_is_whole: isWhole,
      });
      await unwrap({ table, operation: "hurrySync" }, query);
    },

    hurryForAddress(addressHash) {
      const query = client.rpc("coach_sync_hurry_for_address", { p_address_hash: addressHash });
      return unwrap({ table, operation: "hurrySyncForAddress" }, query);
    },

    async claimUnconnected({ intervals, confirmMs }) {
      const query = client.rpc("booking_claim_unconnected", {
        p_plan: intervals.map((each) => ({ ...each })),
        p_confirm_ms: confirmMs,
      });
      const row = await unwrap({ table: "Bookings", operation: "claimUnconnected" }, query);
      return unconnectedSchema.nullable().parse(row);
    },
  };
}
