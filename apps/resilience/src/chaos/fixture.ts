import { type ApiClient, createApiClient } from "./api-client.ts";
import { type CalControls, createCalControls } from "./cal-controls.ts";
import type { ChaosStack } from "./chaos-stack.ts";
import { copyMeeting, findMeetings, type TestMeeting } from "./meetings.ts";
import type { MeetingKind } from "./scenarios.ts";

/** A running stack with the meetings that scenarios move. */
export interface Fixture {
  readonly stack: ChaosStack;
  readonly api: ApiClient;
  readonly cal: CalControls;
  meetingOf(kind: MeetingKind): TestMeeting;
  /** A declined meeting is over: replaces it with a new one of the same kind. */
  replaceMeeting(kind: MeetingKind): Promise<void>;
}

/** Prepares a stack for scenarios. */
export async function createFixture(stack: ChaosStack): Promise<Fixture> {
  const api = createApiClient(stack.plan);
  const meetings = { ...(await findMeetings(stack, api)) };
  return {
    stack,
    api,
    cal: createCalControls(stack.plan),
    meetingOf: (kind) => meetings[kind],
    async replaceMeeting(kind) {
      const { bookingUlid, starts, movers } = meetings[kind];
      const [start] = starts;
      if (start === undefined) throw new Error("There is no time for another meeting.");
      const newUlid = await copyMeeting(stack.plan, bookingUlid, start);
      meetings[kind] = { bookingUlid: newUlid, starts, movers };
    },
  };
}
