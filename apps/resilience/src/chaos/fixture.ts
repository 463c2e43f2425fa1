import { type ApiClient, createApiClient } from "./api-client.ts";
import { type CalControls, createCalControls } from "./cal-controls.ts";
import { copyMeeting, findMeetings, type TestMeeting } from "./meetings.ts";
import type { MeetingKind } from "./scenarios/scenario.ts";
import type { ChaosStack } from "./stack/chaos-stack.ts";
import type { WebServer } from "./stack/programs.ts";

/** A running stack with the meetings that scenarios move. */
export interface Fixture {
  readonly stack: ChaosStack;
  /** `secret`: an API key in place of the demo's. */
  readonly apiOf: (server: WebServer, secret?: string) => ApiClient;
  readonly cal: CalControls;
  readonly meetingOf: (kind: MeetingKind) => TestMeeting;
  /** A declined meeting is over: replaces it with a new one of the same kind. */
  replaceMeeting(kind: MeetingKind): Promise<void>;
}

/** Prepares a stack for scenarios. */
export async function createFixture(stack: ChaosStack): Promise<Fixture> {
  const { plan, webUrls } = stack;
  const apiOf: Fixture["apiOf"] = (server, secret) =>
    createApiClient(plan, { webUrl: webUrls[server], secret });
  const meetings = { ...(await findMeetings(stack, apiOf("web"))) };
  return {
    stack,
    apiOf,
    cal: createCalControls(plan),
    meetingOf: (kind) => meetings[kind],
    async replaceMeeting(kind) {
      const { bookingUlid, starts, movers } = meetings[kind];
      const [start] = starts;
      if (start === undefined) throw new Error("There is no time for another meeting.");
      const newUlid = await copyMeeting(plan, bookingUlid, start);
      meetings[kind] = { bookingUlid: newUlid, starts, movers };
    },
  };
}
