import type { StackPlan } from "@reslot/launcher";
import { postJson } from "../state/fetch-json.ts";
import type { CoachDecision } from "./scenarios/scenario.ts";

/** What the run does at Cal.com from outside the product. */
export function createCalControls({ people, urls: { calUrl } }: StackPlan) {
  return {
    /** Makes the next reschedule call fail. */
    async setFault(fault: string, delayMs: number): Promise<void> {
      await postJson(`${calUrl}/_sandbox/faults`, {
        operation: "reschedule",
        fault,
        delayMs,
        // Cal.com's block of a minute is kept to, and would be all that the next runs see.
        ...(fault === "rateLimit" && { retryAfter: { seconds: 1, as: "seconds" } }),
      });
    },
    async clearFaults(): Promise<void> {
      await fetch(`${calUrl}/_sandbox/faults`, { method: "DELETE" });
    },
    /** The coach confirms or declines a pending booking in Cal.com itself. */
    async decide(uid: string, action: CoachDecision["action"]): Promise<void> {
      const coach = people.find(({ key }) => key === "coach");
      const authorization = `Bearer ${coach?.calApiKey}`;
      const headers = { authorization, "cal-api-version": "2024-08-13" };
      await postJson(`${calUrl}/v2/bookings/${uid}/${action}`, {}, headers);
    },
  };
}

export type CalControls = ReturnType<typeof createCalControls>;
