import { z } from "zod";
import { attemptSchema, bookingStatusSchema } from "./row-schemas.ts";

const rateLimitedSchema = z.object({ kind: z.literal("rateLimited"), retryAfterMs: z.number() });

export const begunSchemas = [
  z.object({ kind: z.enum(["created", "replay"]), attempt: attemptSchema }),
  z.object({ kind: z.enum(["keyReused", "notFound", "inProgress", "coachBusy"]) }),
  z.object({ kind: z.literal("changed"), version: z.number() }),
  z.object({ kind: z.literal("notMovable"), status: bookingStatusSchema }),
  rateLimitedSchema,
] as const;
export const beginResultSchema = z.discriminatedUnion("kind", begunSchemas);
export type BeginResult = z.infer<typeof beginResultSchema>;

export const sendingResultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sending"), attempt: attemptSchema }),
  z.object({ kind: z.literal("leaseLost") }),
  rateLimitedSchema,
]);
export type SendingResult = z.infer<typeof sendingResultSchema>;

export interface ApplyMove {
  fromCalUid: string;
  toCalUid: string;
  startTime: string;
  endTime: string;
  upstreamStatus: "accepted" | "pending";
  /** Computed from the times when omitted. */
  durationMinutes?: number;
  /** What observed the move. */
  cause: "request" | "recovery" | "webhook" | "reconcile";
  /** The attempt that Cal.com answered with this move: it is the author, whatever time the move has. */
  ownAttemptUlid?: string;
  /** At least four: two notifications, two outbox rows. */
  newUlids: readonly string[];
}

export const appliedSchema = z.discriminatedUnion("applied", [
  z.object({
    applied: z.literal(true),
    attemptUlid: z.string().nullable(),
    bookingUlid: z.string(),
    version: z.number(),
  }),
  z.object({ applied: z.literal(false), why: z.enum(["already", "notCurrent", "unknownBooking"]) }),
]);
export type AppliedMove = z.infer<typeof appliedSchema>;

/** Whose the moves are, null: none of ours, how many of them were new, and the attempt of one of them. */
export const appliedChainSchema = z.object({
  bookingUlid: z.string().nullable(),
  applied: z.number(),
  attemptUlid: z.string().nullable(),
});
export type AppliedChain = z.infer<typeof appliedChainSchema>;
