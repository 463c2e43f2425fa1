import { setTimeout as sleep } from "node:timers/promises";
import type { StackPlan } from "@reslot/launcher";
import { now } from "../clock.ts";
import { queryDatabase } from "../state/query-database.ts";
import { type DatabaseState, readDatabaseState, type StateSnapshot } from "../state/read-state.ts";
import type { ApiClient } from "./api-client.ts";
import type { Fixture } from "./fixture.ts";
import type { TestMeeting } from "./meetings.ts";
import type { FaultScenario } from "./scenarios/scenario.ts";
import type { WebServer } from "./stack/programs.ts";

const SETTLE_WITHIN_MS = 45_000;
const POLL_MS = 150;

/** One scenario on its way. */
export interface Run {
  readonly fixture: Fixture;
  readonly scenario: FaultScenario;
  readonly meeting: TestMeeting;
  readonly bookingUlid: string;
  readonly attemptUlid: string;
  readonly before: StateSnapshot;
  /** As the person who moves calls it. */
  readonly apiOf: (server: WebServer) => ApiClient;
}

export function nothingInFlight({ attemptsInFlight, unsentEmails }: DatabaseState): boolean {
  return attemptsInFlight === 0 && unsentEmails === 0;
}

/**
 * Polls the database, and lets mail leave at once.
 *
 * @returns whether the state was reached within `withinMs`
 */
export async function until(
  { fixture, bookingUlid, attemptUlid }: Run,
  isReached: (state: DatabaseState) => boolean,
  withinMs: number = SETTLE_WITHIN_MS,
): Promise<boolean> {
  const deadline = now() + withinMs;
  while (now() < deadline) {
    await hurryMail(fixture.stack.plan);
    const state = await readDatabaseState(fixture.stack.plan, { bookingUlid, attemptUlid });
    if (isReached(state)) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** Lets mail leave that waits for further changes or for the limits, which the scenarios together would reach. */
async function hurryMail(plan: StackPlan): Promise<void> {
  await queryDatabase(
    plan,
    `update "Outbox" set "countedAt" = null where "countedAt" is not null and "doneAt" is not null;
    update "Outbox" set "availableAt" = now()
      where "doneAt" is null and "deadAt" is null and "tries" = 0 and "availableAt" > now()`,
  );
}
