import type { Json } from "../../cal/fixture.ts";
import type { Timeline } from "../recordings/timeline.ts";
import type { Target } from "../target.ts";
import { raceOnce, raceRepeatedly } from "./race-scenario.ts";
import { staleSlots } from "./staleness-scenario.ts";
import { webhookDeliveries } from "./webhook-scenario.ts";

/** Replays a file of several exchanges; returns the differences, one line each. */
type Scenario = (target: Target, content: Json, timeline: Timeline) => Promise<string[]>;

const scenarios: readonly (readonly [fits: (content: Json) => boolean, scenario: Scenario])[] = [
  [(content) => isRace(content), raceOnce],
  [({ examples }) => Array.isArray(examples) && examples.every(isRace), raceRepeatedly],
  [
    (content) => isList(content, (entry) => "triggerEvent" in (entry?.body ?? {})),
    webhookDeliveries,
  ],
  [(content) => isList(content, (entry) => /^\d+ ?ms|offered/.test(entry?.[0] ?? "")), staleSlots],
];

/** The scenario of a file that is not a single exchange, by what it holds. */
export function scenarioOf(content: Json): Scenario | null {
  return scenarios.find(([fits]) => fits(content))?.[1] ?? null;
}

function isRace(content: Json): boolean {
  return isList(content, (entry) => Boolean(entry?.request) && Boolean(entry?.response));
}

function isList(content: Json, fits: (entry: Json) => boolean): boolean {
  return Array.isArray(content) && content.some(fits);
}
