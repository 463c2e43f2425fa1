import { type CalClient, CalError } from "@reslot/cal";
import type { Timings } from "../../src/core/settings.ts";

/** The protocol with one of its guarantees taken out, in every place that gives it. */
export interface Mutant {
  /** Around Cal.com. */
  readonly cal?: (client: CalClient) => CalClient;
  readonly timings?: Partial<Timings>;
  /** Changes of the test's own database: pieces of functions, and statements. */
  readonly functions?: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;
  readonly statements?: readonly string[];
  /** Puts the database back. */
  readonly repairs?: readonly string[];
}

const oneInFlight = `create unique index "RescheduleAttempts_oneInFlight_key" on public."RescheduleAttempts"
  ("bookingUlid") where "state" in ('PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN')`;

const oneMoveToEach = `create unique index "BookingEvents_toCalUid_key" on public."BookingEvents" ("toCalUid")
  where "toCalUid" <> "fromCalUid"`;

export const mutants = {
  "two moves of one meeting may be in flight": {
    functions: { attempt_begin: [["'PREPARED', 'SENDING', 'UNKNOWN', 'NEEDS_HUMAN'", "''"]] },
    statements: [`drop index public."RescheduleAttempts_oneInFlight_key"`],
    repairs: [oneInFlight],
  },
  "a move is recorded without looking at what is recorded already": {
    functions: {
      reschedule_record: [
        [`if v_before."calBookingId" = p_to_cal_uid or exists`, "if false and exists"],
        [`if v_before."calBookingId" <> p_from_cal_uid then`, "if false then"],
      ],
    },
    statements: [`drop index public."BookingEvents_toCalUid_key"`],
    repairs: [oneMoveToEach],
  },
  "no answer is taken for a refusal": {
    cal: (client) => ({
      ...client,
      bookings: {
        ...client.bookings,
        reschedule: (...call) =>
          client.bookings.reschedule(...call).catch((error: unknown) => {
            const isLost = error instanceof CalError && error.outcomeUnknown;
            throw isLost ? new CalError("RATE_LIMITED", { isWrite: true }) : error;
          }),
      },
    }),
  },
  "a failure is declared without looking": {
    cal: (client) => ({
      ...client,
      bookings: {
        ...client.bookings,
        get: async (uid) => {
          const { rescheduledToUid: _unseen, ...seen } = await client.bookings.get(uid);
          return { ...seen, status: "accepted" };
        },
      },
    }),
  },
  "a failure is declared before the quiet time is over": {
    timings: { quietMs: 1 },
  },
} satisfies Record<string, Mutant>;

export type MutantName = keyof typeof mutants;
