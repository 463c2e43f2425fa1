import type { Stage } from "../stage.ts";

/** One step before the recorded request. */
export type Step = (stage: Stage) => Promise<void>;

/** The steps that a recorded request needs; the first match by name applies. */
export interface Plan {
  readonly name: RegExp;
  readonly prepare: Step;
}

/** The start of a booking that is going to be moved. */
export const parking = "2027-07-01T09:00:00Z";

/** Places the booking that the request is about. */
export const at =
  (start: string, extra: object = {}): Step =>
  async (stage) => {
    stage.subject = await stage.place({ start, ...extra });
  };

/** Places bookings of the mentee with the coach that block times. */
export const placing =
  (...starts: string[]): Step =>
  async (stage) => {
    for (const start of starts) await stage.place({ start });
  };

/** The same for another attendee. */
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

/** Reserves slots of the first event type; the last reservation is what the request is about. */
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
