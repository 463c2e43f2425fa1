import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import type { HostAnswer } from "./scenarios.ts";
import { fromInstant } from "./clock.ts";
import { getJson, postJson } from "./json-calls.ts";

const calBookingsSchema = z.array(
  z.object({
    uid: z.string(),
    start: z.string(),
    status: z.string(),
    rescheduledFromUid: z.string().nullish(),
  }),
);
const calLogSchema = z.array(
  z.object({ method: z.string(), path: z.string(), status: z.number() }),
);

export type CalBookings = z.infer<typeof calBookingsSchema>;

/** What became of a booking at Cal.com. */
export interface CalChain {
  readonly leafUid: string;
  readonly leafStart: number;
  readonly leafStatus: string;
  /** Moves from the first booking to the leaf. */
  readonly moves: number;
  /** The most successors any booking of the chain has: more than one is a fork. */
  readonly widest: number;
}

/** Cal.com's own record, and what may be done to it from outside. */
export function calLedger({ people, urls: { calUrl } }: StackPlan) {
  const calls = async () =>
    calLogSchema.parse(await getJson(`${calUrl}/_sandbox/log`)).filter(isReschedule);
  const calBookings = async () =>
    calBookingsSchema.parse(await getJson(`${calUrl}/_sandbox/bookings`));
  return {
    /** Every booking that Cal.com has. */
    calBookings,
    async chainFrom(uid: string): Promise<CalChain> {
      return followChain(await calBookings(), uid);
    },
    /** How many reschedule calls Cal.com has got so far, answered or not. */
    async countPosts(): Promise<number> {
      return (await calls()).length;
    },
    /** True while Cal.com has a reschedule call, later than the first `known` ones, and no answer to it. */
    async isInFlight(known: number): Promise<boolean> {
      const all = await calls();
      return all.length > known && all.at(-1)?.status === 0;
    },
    /** The coach says yes or no in Cal.com itself. */
    async answerAtCal(uid: string, word: HostAnswer["word"]): Promise<void> {
      const coach = people.find(({ key }) => key === "coach");
      const authorization = `Bearer ${coach?.calApiKey}`;
      const headers = { authorization, "cal-api-version": "2024-08-13" };
      await postJson(`${calUrl}/v2/bookings/${uid}/${word}`, {}, headers);
    },
    async setFault(fault: string, delayMs: number): Promise<void> {
      await postJson(`${calUrl}/_sandbox/faults`, { operation: "reschedule", fault, delayMs });
    },
    async clearFaults(): Promise<void> {
      await fetch(`${calUrl}/_sandbox/faults`, { method: "DELETE" });
    },
  };
}

function isReschedule({ method, path }: z.infer<typeof calLogSchema>[number]): boolean {
  return method === "POST" && path.includes("/reschedule");
}

/** The chain that begins with `uid`, among all of Cal.com's bookings. */
export function followChain(all: CalBookings, uid: string): CalChain {
  let leaf = all.find((booking) => booking.uid === uid);
  let moves = 0;
  let widest = 0;
  while (leaf) {
    const { uid: from } = leaf;
    const successors = all.filter(({ rescheduledFromUid }) => rescheduledFromUid === from);
    widest = Math.max(widest, successors.length);
    const next = successors.at(-1);
    if (!next) break;
    leaf = next;
    moves += 1;
  }
  return {
    leafUid: leaf?.uid ?? "",
    leafStart: leaf ? fromInstant(leaf.start) : Number.NaN,
    leafStatus: leaf?.status ?? "",
    moves,
    widest,
  };
}
