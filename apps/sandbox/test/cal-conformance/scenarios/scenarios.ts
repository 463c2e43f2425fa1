import type { Json } from "../../cal/fixture.ts";
import { raceOnce, raceRepeatedly } from "./race-scenario.ts";
import { staleSlots } from "./staleness-scenario.ts";
import type { Target } from "../target.ts";
import { webhookDeliveries } from "./webhook-scenario.ts";

/** Replays a file of several exchanges; returns the differences, one line each. */
type Scenario = (target: Target, content: Json) => Promise<string[]>;

const scenarios: readonly (readonly [name: RegExp, scenario: Scenario])[] = [
  [/^08-race-same-booking-five-times$/, raceOnce],
  [/^08-race-/, raceRepeatedly],
  [/^14-webhook-deliveries$/, webhookDeliveries],
  [/^16-slots-staleness$/, staleSlots],
];

/** The scenario of a file that is not a single exchange. */
export function scenarioOf(name: string): Scenario | null {
  return scenarios.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
