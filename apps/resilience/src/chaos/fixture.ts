import type { MeetingKind } from "./scenarios.ts";
import { type DrillApi, drillApi } from "./api-client.ts";
import type { DrillStack } from "./stack.ts";
import { type Ledgers, ledgersOf } from "./read-state.ts";
import { type DrillMeeting, findMeetings } from "./meetings.ts";

/** A stack with the meetings that cells move about. */
export interface Drill {
  readonly stack: DrillStack;
  readonly api: DrillApi;
  readonly ledgers: Ledgers;
  meetingOf(kind: MeetingKind): DrillMeeting;
  /** A declined meeting is over: another one of the same kind takes its place. */
  replace(kind: MeetingKind): Promise<void>;
}

/** Makes a stack ready for cells. */
export async function arrangeDrill(stack: DrillStack): Promise<Drill> {
  const api = drillApi(stack);
  const ledgers = ledgersOf(stack);
  const meetings = { ...(await findMeetings(stack, api)) };
  return {
    stack,
    api,
    ledgers,
    meetingOf: (kind) => meetings[kind],
    async replace(kind) {
      const { bookingUlid, starts, movers } = meetings[kind];
      const [start] = starts;
      if (start === undefined) throw new Error("There is no time for another meeting.");
      const newUlid = await ledgers.addBookingLike(bookingUlid, start);
      meetings[kind] = { bookingUlid: newUlid, starts, movers };
    },
  };
}
