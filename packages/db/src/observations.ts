import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { type BookingStatus } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "BookingPeople";

const observedPeopleSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.enum(["same", "notCurrent"]) }),
  z.object({ outcome: z.literal("newHost"), bookingUlid: z.string(), coachUserUlid: z.string() }),
  z.object({ outcome: z.enum(["replaced", "returned"]), bookingUlid: z.string() }),
]);

/**
 * `newHost`: another user hosts the booking, which is theirs now. `replaced`: someone who is not a user
 * is in the place of the coach or the mentee. `returned`: the mentee had deleted their account, and a user
 * with their address has taken their place. `notCurrent`: the uid is not the current one of a booking.
 */
type ObservedPeople = z.infer<typeof observedPeopleSchema>;

const statusChangeSchema = z.discriminatedUnion("changed", [
  z.object({ changed: z.literal(true), bookingUlid: z.string() }),
  z.object({ changed: z.literal(false), why: z.enum(["already", "notCurrent", "unknownBooking"]) }),
]);
type StatusChange = z.infer<typeof statusChangeSchema>;

const missingSchema = z.object({ known: z.boolean(), gone: z.boolean() });

/** What reading a booking at Cal.com shows, other than that it was moved. Needs the server's client. */
export interface Observations {
  /**
   * Compares the host and the attendee with ours, and tells the people concerned of a change. An empty
   * list of addresses proves nothing; neither does what was read before a change that has been observed.
   */
  people(options: {
    calBookingId: string;
    /** When Cal.com says that the booking was changed last. */
    calUpdatedAt: string | null;
    hostEmails: readonly string[];
    attendeeEmails: readonly string[];
    /** Six: three notifications, three outbox rows. */
    newUlids: readonly string[];
  }): Promise<ObservedPeople>;
  /**
   * Compares the times that Cal.com has under the current uid with ours, and takes over those that were
   * changed in place: history, and people are told. Nothing changes while a move of ours is in flight, nor
   * for what was read before a change that has been observed.
   *
   * @returns whether something has changed
   */
  times(options: {
    calBookingId: string;
    /** When Cal.com says that the booking was changed last. */
    calUpdatedAt: string | null;
    startTime: string;
    endTime: string;
    cause: "webhook" | "reconcile";
    newUlids: readonly string[];
  }): Promise<boolean>;
  /**
   * Records that a booking was confirmed, cancelled or rejected at Cal.com; an answer that asked for it is APPLIED.
   * One that has ended takes place again only where it was changed after that end.
   */
  status(options: {
    calBookingId: string;
    status: BookingStatus;
    /** When Cal.com changed the booking, by its own clock; null where it does not say. */
    calUpdatedAt?: string | null;
    cause?: "request" | "recovery" | "webhook" | "reconcile";
    newUlids: readonly string[];
  }): Promise<StatusChange>;
  /** A cancellation raced the move that led to this uid; false when people have been told. */
  cancelledToo(options: { calBookingId: string; newUlids: readonly string[] }): Promise<boolean>;
  /**
   * Cal.com does not know the uid; `gone` from the second time on, `confirmMs` after the first. Until
   * its status is recorded again.
   */
  missing(options: {
    calBookingId: string;
    confirmMs: number;
  }): Promise<{ known: boolean; gone: boolean }>;
  /**
   * Deletes what was kept of people who deleted their account, to find them should they come back, where
   * the meeting is over; gives the number of meetings.
   */
  pruneErased(): Promise<number>;
}

/** @throws {DbError} from every method */
export function createObservations(client: DbClient): Observations {
  return {
    async status(change) {
      const { calBookingId, status, calUpdatedAt = null, cause = "reconcile", newUlids } = change;
      const query = client.rpc("booking_observe_status", {
        p_cal_uid: calBookingId,
        p_status: status,
        p_cause: cause,
        p_new_ulids: [...newUlids],
        p_cal_updated_at: calUpdatedAt,
      });
      return statusChangeSchema.parse(
        await unwrap({ table: "Bookings", operation: "status" }, query),
      );
    },

    async people({ calBookingId, calUpdatedAt, hostEmails, attendeeEmails, newUlids }) {
      const query = client.rpc("booking_observe_people", {
        p_cal_uid: calBookingId,
        p_cal_updated_at: calUpdatedAt,
        p_host_emails: [...hostEmails],
        p_attendee_emails: [...attendeeEmails],
        p_new_ulids: [...newUlids],
      });
      return observedPeopleSchema.parse(await unwrap({ table, operation: "people" }, query));
    },

    times({ calBookingId, calUpdatedAt, startTime, endTime, cause, newUlids }) {
      const query = client.rpc("booking_observe_times", {
        p_cal_uid: calBookingId,
        p_cal_updated_at: calUpdatedAt,
        p_start_time: startTime,
        p_end_time: endTime,
        p_cause: cause,
        p_new_ulids: [...newUlids],
      });
      return unwrap({ table: "Bookings", operation: "times" }, query);
    },

    cancelledToo({ calBookingId, newUlids }) {
      const query = client.rpc("booking_note_cancelled_too", {
        p_cal_uid: calBookingId,
        p_new_ulids: [...newUlids],
      });
      return unwrap({ table: "Bookings", operation: "cancelledToo" }, query);
    },

    async missing({ calBookingId, confirmMs }) {
      const query = client.rpc("booking_note_missing", {
        p_cal_uid: calBookingId,
        p_confirm_ms: confirmMs,
      });
      return missingSchema.parse(await unwrap({ table: "Bookings", operation: "missing" }, query));
    },

    pruneErased() {
      return unwrap({ table, operation: "pruneErased" }, client.rpc("booking_people_prune"));
    },
  };
}
