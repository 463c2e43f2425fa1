import type { Stage } from "../stage.ts";

/** One thing to do before the recorded request. */
export type Step = (stage: Stage) => Promise<void>;

/** What has to be there before the recorded request; the first match by name counts. */
export interface Plan {
  readonly name: RegExp;
  readonly prepare: Step;
}

/** Where a booking waits that is to be moved somewhere else. */
export const parking = "2027-07-01T09:00:00Z";

/** The booking that the request is about. */
export const at =
  (start: string, extra: object = {}): Step =>
  async (stage) => {
    stage.subject = await stage.place({ start, ...extra });
  };

/** The mentee's bookings with the coach that are only in the way. */
export const placing =
  (...starts: string[]): Step =>
  async (stage) => {
    for (const start of starts) await stage.place({ start });
  };

/** The same, somebody else's. */
export const also =
  (first: Step, ...starts: string[]): Step =>
  async (stage) => {
    await first(stage);
    for (const start of starts) await stage.place({ start, attendee: "other" });
  };

/** Moves the subject, which then is the old booking. */
export const movedTo =
  (start: string, body: object = {}): Step =>
  async (stage) => {
    await stage.move({ start, ...body });
  };

/** Holds slots of the first event type; the last one is what the request is about. */
export const holding =
  (...starts: string[]): Step =>
  async (stage) => {
    for (const slotStart of starts) {
      const held = await stage.api({
        method: "POST",
        path: "/v2/slots/reservations",
        version: "2024-09-04",
        body: { eventTypeId: 1, slotStart },
      });
      stage.subject = held.reservationUid;
    }
  };

export const inOrder =
  (...steps: Step[]): Step =>
  async (stage) => {
    for (const step of steps) await step(stage);
  };
