import { z } from "zod";
import type { DbClient } from "./clients.ts";
import { eventTypeRulesSchema, instantSchema } from "./row-schemas.ts";
import { unwrap } from "./unwrap.ts";

const table = "CalendarConsents";

const consentStateSchema = z.enum(["asked", "allowed", "refused", "stopped"]);
/** `refused`: the mentee has never allowed it. `stopped`: the mentee has taken it back. */
export type ConsentState = z.infer<typeof consentStateSchema>;

const consentSourceSchema = z.enum(["meeting", "coach", "connecting", "mentee"]);
/** What led to the latest change of a consent. */
type ConsentSource = z.infer<typeof consentSourceSchema>;

export const consentSchema = z.object({
  menteeUserUlid: z.string(),
  coachUserUlid: z.string(),
  state: consentStateSchema,
  /** The shortest of `lengths`, in minutes; null until it was allowed for the first time. */
  lengthMinutes: z.number().nullable(),
  /** How long the pair's meetings could be when the mentee allowed it, in minutes. */
  lengths: z.array(z.number()),
  /** Where starts lay then: every `gridMinutes`, from `gridPhase` minutes after midnight in UTC. */
  gridMinutes: z.number().nullable(),
  gridPhase: z.number().nullable(),
  askedAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  source: consentSourceSchema,
  /** Since when the mentee says that they do not know the coach. */
  disownedAt: instantSchema.nullable(),
});
/** Whether a coach may see when a mentee is busy, and how finely. */
export type Consent = z.infer<typeof consentSchema>;

const askedSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("noMeeting") }),
  z.object({ outcome: z.enum(["allowed", "notConnected"]) }),
  z.object({ outcome: z.enum(["asked", "tooEarly"]), nextAllowedAt: instantSchema }),
]);
/** `allowed`, `notConnected`: there is nothing to ask. */
type AskedConsent = z.infer<typeof askedSchema>;

const ofMenteeSchema = z.object({
  connected: z.boolean(),
  decided: z.array(consentSchema.extend({ name: z.string() })),
  open: z.array(
    z.object({
      coachUserUlid: z.string(),
      name: z.string(),
      bookingUlid: z.string(),
      askedAt: instantSchema.nullable(),
    }),
  ),
});
/** What a mentee has decided, and the coaches of coming meetings about whom nothing is decided. */
type ConsentsOfMentee = z.infer<typeof ofMenteeSchema>;

const metSchema = z.array(
  z.object({
    eventTypeId: z.number(),
    minutes: z.number(),
    eventType: eventTypeRulesSchema.nullable().catch(null),
  }),
);
/** How two people meet: an event type, the length of a meeting, and what was last noted of the event type. */
export type MetEventType = z.infer<typeof metSchema>[number];

interface ConsentPair {
  menteeUserUlid: string;
  coachUserUlid: string;
}

/** Whether coaches may see when mentees are busy. Needs the server's client. */
export interface CalendarConsents {
  /** null where nothing was asked or decided. */
  get(pair: ConsentPair): Promise<Consent | null>;
  /** Those of the mentees that there are; unordered. */
  listAllowed(options: { menteeUserUlids: readonly string[] }): Promise<ConsentPair[]>;
  ofMentee(options: { menteeUserUlid: string }): Promise<ConsentsOfMentee>;
  /** The event types of the pair's coming meetings; of the latest ten where none is coming. */
  listEventTypes(pair: ConsentPair): Promise<MetEventType[]>;
  /**
   * Asks the mentee of a booking about its coach, if that was never done and the mentee is connected.
   *
   * @param options.newUlids two: a notification, an outbox row
   * @returns whether it has asked
   */
  askFirst(options: {
    bookingUlid: string;
    byMail: boolean;
    newUlids: readonly string[];
  }): Promise<boolean>;
  /** The coach asks; again at the earliest `everyMs` after the last question. */
  ask(
    options: ConsentPair & { everyMs: number; newUlids: readonly string[] },
  ): Promise<AskedConsent>;
  /** null where the two have no meeting. */
  allow(
    options: ConsentPair & {
      lengths: readonly number[];
      gridMinutes: number;
      gridPhase: number;
      source: ConsentSource;
    },
  ): Promise<Consent | null>;
  /** Refuses it, or takes it back; null where the two have no meeting and nothing was asked. */
  stop(pair: ConsentPair): Promise<Consent | null>;
  /**
   * The mentee does not know the coach of a booking: their meetings are hidden from the mentee.
   *
   * @returns the coach; null where the booking is not the mentee's
   */
  disown(options: { menteeUserUlid: string; bookingUlid: string }): Promise<string | null>;
  /** The mentee knows the coach after all; false where they had not said otherwise. */
  restore(pair: ConsentPair): Promise<boolean>;
}

/** @throws {DbError} from every method */
export function createCalendarConsents(client: DbClient): CalendarConsents {
  return {
    async get(pair) {
      const query = client
        .from(table)
        .select("*")
        .match({ ...pair })
        .maybeSingle();
      const row = await unwrap({ table, operation: "get" }, query);
      return row && consentSchema.parse(row);
    },

    async listAllowed({ menteeUserUlids }) {
      if (menteeUserUlids.length === 0) return [];
      const query = client
        .from(table)
        .select("menteeUserUlid,coachUserUlid")
        .in("menteeUserUlid", [...new Set(menteeUserUlids)])
        .eq("state", "allowed");
      return unwrap({ table, operation: "listAllowed" }, query);
    },

    async ofMentee({ menteeUserUlid }) {
      const query = client.rpc("consents_of_mentee", { p_mentee_user_ulid: menteeUserUlid });
      return ofMenteeSchema.parse(await unwrap({ table, operation: "ofMentee" }, query));
    },

    async listEventTypes(pair) {
      const query = client.rpc("consent_event_types", parametersOf(pair));
      return metSchema.parse(await unwrap({ table, operation: "listEventTypes" }, query));
    },

    askFirst({ bookingUlid, byMail, newUlids }) {
      const query = client.rpc("consent_ask_first", {
        p_booking_ulid: bookingUlid,
        p_by_mail: byMail,
        p_new_ulids: [...newUlids],
      });
      return unwrap({ table, operation: "askFirst" }, query);
    },

    async ask({ everyMs, newUlids, ...pair }) {
      const query = client.rpc("consent_ask", {
        ...parametersOf(pair),
        p_every_ms: everyMs,
        p_new_ulids: [...newUlids],
      });
      return askedSchema.parse(await unwrap({ table, operation: "ask" }, query));
    },

    async allow({ lengths, gridMinutes, gridPhase, source, ...pair }) {
      const query = client
        .rpc("consent_allow", {
          ...parametersOf(pair),
          p_lengths: [...lengths],
          p_grid_minutes: gridMinutes,
          p_grid_phase: gridPhase,
          p_source: source,
        })
        .maybeSingle();
      const row = await unwrap({ table, operation: "allow" }, query);
      return row && consentSchema.parse(row);
    },

    async stop(pair) {
      const query = client.rpc("consent_stop", parametersOf(pair)).maybeSingle();
      const row = await unwrap({ table, operation: "stop" }, query);
      return row && consentSchema.parse(row);
    },

    async disown({ menteeUserUlid, bookingUlid }) {
      const query = client.rpc("consent_disown", {
        p_mentee_user_ulid: menteeUserUlid,
        p_booking_ulid: bookingUlid,
      });
      return (await unwrap({ table, operation: "disown" }, query)) || null;
    },

    restore(pair) {
      const query = client.rpc("consent_restore", parametersOf(pair));
      return unwrap({ table, operation: "restore" }, query);
    },
  };
}

function parametersOf({ menteeUserUlid, coachUserUlid }: ConsentPair) {
  return { p_mentee_user_ulid: menteeUserUlid, p_coach_user_ulid: coachUserUlid };
}
