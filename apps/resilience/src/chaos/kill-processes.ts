import { setTimeout as sleep } from "node:timers/promises";
import type { Drill } from "./fixture.ts";
import type { Cell, Death } from "./scenarios.ts";
import { now } from "./clock.ts";
import type { Ledgers } from "./read-state.ts";

/** Longer than the worker takes to notice by itself what nobody told it. */
const REACH_WITHIN_MS = 25_000;
/** How long Cal.com gets to commit what it was going to. */
const COMMIT_MS = 150;

/** What the dead left behind. */
export interface Toll {
  /** How long the worker or the database was not there, in ms. */
  readonly downMs: number;
  /** What was on its way when the last one died; null when a death's place was never reached. */
  readonly inFlight: string | null;
  /** Resolves when everybody is back. */
  readonly revived: Promise<void>;
}

/** Nobody died. */
export const noToll: Toll = { downMs: 0, inFlight: "nothing", revived: Promise.resolve() };

interface Dying {
  readonly drill: Drill;
  readonly cell: Cell;
  /** Reschedule calls at Cal.com before this cell. */
  readonly posts: number;
  /** Only calls to the database that contain all of these are meant. */
  readonly containing?: readonly string[];
}

/** Kills who is to die in a cell, each at their place, and starts them again. Places count from the moment of the call. */
export async function die(dying: Dying): Promise<Toll> {
  const { killing } = dying.cell;
  const { stack, ledgers } = dying.drill;
  // Holds are armed at once: the second place may be reached while the first victim falls.
  const places = killing.deaths.map((death) => ({ death, place: armPlace(dying, death) }));
  let inFlight: string | null = "nothing";
  let downMs = 0;
  const revivals: Promise<void>[] = [];
  for (const { death, place } of places) {
    const reached = await Promise.race([place.reached, sleep(REACH_WITHIN_MS, null)]);
    if (reached === null) {
      place.cut();
      inFlight = null;
      break;
    }
    const diedAt = now();
    await stack.kill(death.victim);
    place.cut();
    inFlight = reached;
    const revival = stack.restart(death.victim);
    revivals.push(revival);
    if (death.victim === "web") continue;
    await revival;
    await ledgers.endDeadLeases();
    downMs += now() - diedAt;
  }
  return { downMs, inFlight, revived: Promise.all(revivals).then(() => undefined) };
}

interface Place {
  readonly reached: Promise<string>;
  cut(): void;
}

function armPlace({ drill, posts, containing }: Dying, { at }: Death): Place {
  if (at !== "inFlight") {
    const hold = drill.stack.proxies[at.of].holdNext({ ...at, ...(containing && { containing }) });
    return { cut: () => hold.cut(), reached: hold.reached.then((name) => `${name} (${at.when})`) };
  }
  return { cut: () => undefined, reached: untilInFlight(drill.ledgers, posts) };
}

async function untilInFlight(ledgers: Ledgers, known: number): Promise<string> {
  const deadline = now() + REACH_WITHIN_MS;
  while (now() < deadline) {
    if (await ledgers.isInFlight(known)) {
      await sleep(COMMIT_MS);
      return "POST at Cal.com";
    }
    await sleep(20);
  }
  return new Promise(() => undefined);
}
