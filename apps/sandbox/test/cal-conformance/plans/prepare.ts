import { operationOf } from "../../../src/cal/faults/faults.ts";
import { earlierCallsOf } from "../recordings/derive-keys.ts";
import type { Stage } from "../stage.ts";
import { withListed, withSubject } from "./booking-steps.ts";
import { withCalendars } from "./calendar-steps.ts";
import { namedSchedules, withEventType } from "./event-type-steps.ts";
import { withCredentials } from "./oauth-steps.ts";
import { withReservations } from "./reservation-steps.ts";
import { asListed, withBooked, withObstacle } from "./slot-steps.ts";
import type { Step } from "./steps.ts";

/** The database was down: no other request was answered like this. */
const withFault: Step = async ({ recording, target }) => {
  const { request, response } = recording;
  if (response.status !== 500 || response.body?.error === undefined) return;
  const operation = operationOf(request.method, request.path.split("?")[0] ?? "");
  if (operation !== null)
    await target.control("/faults", { operation, fault: "status500BeforeCommit" });
};

const withEarlierCalls: Step = async ({ recording, target }) => {
  for (let call = 0; call < earlierCallsOf(recording); call += 1)
    await target.send(recording.request);
};

const steps: readonly Step[] = [
  withCredentials,
  withEventType,
  withBooked,
  withCalendars,
  namedSchedules,
  withReservations,
  withSubject,
  withListed,
  asListed,
  withObstacle,
  withFault,
  withEarlierCalls,
];

/**
 * Prepares the stage for its recording from what all recordings say: their order, the uids that they
 * name, and their answers. No step knows a recording by its name.
 */
export async function prepare(stage: Stage): Promise<void> {
  for (const step of steps) await step(stage);
}
