import type { StackPlan } from "@reslot/launcher";
import { z } from "zod";
import { fromInstant } from "../clock.ts";
import { getJson } from "./fetch-json.ts";

const bookingsSchema = z.array(
  z.object({
    uid: z.string(),
    start: z.string(),
    status: z.string(),
    rescheduledFromUid: z.string().nullish(),
  }),
);
const logSchema = z.array(z.object({ method: z.string(), path: z.string(), status: z.number() }));

export type CalBookings = z.infer<typeof bookingsSchema>;
type CallLog = z.infer<typeof logSchema>;

/** Cal.com's own record. */
export interface CalState {
  readonly bookings: CalBookings;
  /** Every reschedule call that Cal.com received, answered or not, oldest first; status 0 without an answer. */
  readonly rescheduleCalls: CallLog;
}

/** A booking and everything it was rescheduled to. */
export interface CalChain {
  /** The last booking of the chain. */
  readonly leafUid: string;
  readonly leafStart: number;
  readonly leafStatus: string;
  /** Moves from the first booking to the leaf. */
  readonly moves: number;
  /** The most successors of any booking in the chain; more than one is a fork. */
  readonly maxSuccessors: number;
}

export async function readCalState(plan: StackPlan): Promise<CalState> {
  const [bookings, rescheduleCalls] = await Promise.all([
    readCalBookings(plan),
    readRescheduleCalls(plan),
  ]);
  return { bookings, rescheduleCalls };
}

export async function readCalBookings({ urls }: StackPlan): Promise<CalBookings> {
  return bookingsSchema.parse(await getJson(`${urls.calUrl}/_sandbox/bookings`));
}

export async function readRescheduleCalls({ urls }: StackPlan): Promise<CallLog> {
  const calls = logSchema.parse(await getJson(`${urls.calUrl}/_sandbox/log`));
  return calls.filter(({ method, path }) => method === "POST" && path.includes("/reschedule"));
}

/** Follows the chain that starts with `uid`. */
export function followChain(all: CalBookings, uid: string): CalChain {
  let leaf = all.find((booking) => booking.uid === uid);
  let moves = 0;
  let maxSuccessors = 0;
  while (leaf) {
    const { uid: from } = leaf;
    const successors = all.filter(({ rescheduledFromUid }) => rescheduledFromUid === from);
    maxSuccessors = Math.max(maxSuccessors, successors.length);
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
    maxSuccessors,
  };
}
