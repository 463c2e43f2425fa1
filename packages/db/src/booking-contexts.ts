import { formatInstant, type Interval } from "@reslot/cal/time";
import { z } from "zod";
import { consentSchema, type Consent } from "./calendar-consents.ts";
import { type BudgetGrant, grantSchema } from "./cal-budgets.ts";
import { accountSchema, type SealedAccount } from "./cal-connection-row.ts";
import type { DbClient } from "./clients.ts";
import {
  type Attempt,
  attemptSchema,
  instantSchema,
  type ParticipantBooking,
  participantBookingSchema,
  type User,
  userSchema,
} from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "Bookings";

const plannedSchema = z
  .tuple([z.number(), z.number(), z.string().nullable()])
  .transform(([start, end, menteeUserUlid]) => ({ start, end, menteeUserUlid }));
/** A meeting that a coach has, in epoch ms; `menteeUserUlid` is null while it waits for confirmation. */
type PlannedMeeting = z.infer<typeof plannedSchema>;

const titledSchema = z
  .tuple([z.number(), z.number(), z.string()])
  .transform(([start, end, title]) => ({ start, end, title }));

const contextSchema = z.object({
  user: userSchema.nullable(),
  around: z
    .object({
      booking: participantBookingSchema,
      coachAccount: accountSchema.nullable(),
      menteeAccount: accountSchema.nullable(),
      inFlight: z.array(attemptSchema),
      consent: consentSchema.nullable(),
      coachRemindedAt: instantSchema.nullable(),
      plans: z.array(plannedSchema),
      own: z.array(titledSchema),
    })
    .nullable(),
  leases: z.array(grantSchema).default([]),
});

/** What is around a booking. */
export interface BookingContext {
  booking: ParticipantBooking;
  coachAccount: SealedAccount | null;
  menteeAccount: SealedAccount | null;
  /** In flight for any booking of the coach, by either participant. */
  inFlight: Attempt[];
  consent: Consent | null;
  /** When the mentee last reminded the coach to connect; null: never. */
  coachRemindedAt: string | null;
  /** The coach's other meetings that take place, the next one first; all of them. */
  plans: PlannedMeeting[];
  /** For the coach alone: the same with titles, and those that they attend. */
  own: (Interval & { title: string })[];
}

/** Which of the coach's plans are read, in epoch ms. */
export interface PlansToRead {
  now: number;
  /** The times that are looked at: the coach's own meetings in it have titles. */
  view: Interval;
  /** Around the view. */
  plans: Interval;
  /** From now until so long after the booking too. */
  beyondMs: number;
}

/** How many requests to each account are leased; the shares are thousandths of its limit. */
export interface LeaseToRead {
  /** For the account's owner. */
  own: number;
  /** For all other people together, and for each of them. */
  guests: number;
  guest: number;
  batch: number;
}

interface ContextToRead {
  /** Who reads, as the caller was verified. */
  clerkUserId: string;
  bookingUlid: string;
  /** null: no plans. */
  plans: PlansToRead | null;
  /** null or absent: nothing is leased. */
  lease?: LeaseToRead | null;
}

interface ReadContext {
  user: User | null;
  around: BookingContext | null;
  /** Of both people's accounts, as `calBudgets.lease` gives them. */
  leases: BudgetGrant[];
}

/** Needs the server's client, beside the user's own where row-level security decides. */
export interface BookingContexts {
  /**
   * The reader's row, and what is around a booking of theirs; `around` is null for any other. One
   * request; for a user's client another one beside it, by which row-level security decides as well.
   */
  read(asked: ContextToRead): Promise<ReadContext>;
}

/** @throws {DbError} from every method */
export function createBookingContexts(client: DbClient, server?: DbClient): BookingContexts {
  /** What a user's own token lets through. */
  const isVisible = async (bookingUlid: string): Promise<boolean> => {
    const query = client.from(table).select("ulid").eq("ulid", bookingUlid).maybeSingle();
    return (await unwrap({ table, operation: "isVisible" }, query)) !== null;
  };
  return {
    async read({ clerkUserId, bookingUlid, plans, lease }) {
      const parameters = {
        p_clerk_user_id: clerkUserId,
        p_booking_ulid: bookingUlid,
        ...parametersOf(plans),
      };
      const query = lease
        ? (server ?? client).rpc("booking_context_leasing", {
            ...parameters,
            p_lease: { ...lease },
          })
        : (server ?? client).rpc("booking_context", parameters);
      const [row, isTheirs] = await Promise.all([
        unwrap({ table, operation: "readContext" }, query),
        server ? isVisible(bookingUlid) : true,
      ]);
      const { around, ...read } = contextSchema.parse(row);
      return { ...read, around: isTheirs ? around : null };
    },
  };
}

function parametersOf(asked: PlansToRead | null) {
  const { now = 0, plans, view, beyondMs = 0 } = asked ?? {};
  return {
    p_now: formatInstant(now),
    p_plans_from: plans ? formatInstant(plans.start) : null,
    p_plans_to: plans ? formatInstant(plans.end) : null,
    p_view_from: view ? formatInstant(view.start) : null,
    p_view_to: view ? formatInstant(view.end) : null,
    p_beyond_ms: beyondMs,
  };
}
