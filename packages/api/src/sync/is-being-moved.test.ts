import { describe, expect, it } from "vitest";
import type { App } from "../app/app.ts";
import { attempt, arrangeProcess, booking } from "../../test/support/move-in-memory.ts";
import { isBeingMoved } from "./is-being-moved.ts";

/** Whether a look at Cal.com steps aside, with the attempt in flight that the database knows. */
function ask(inFlight: object | null, { isHere = false } = {}) {
  const { deps } = arrangeProcess();
  if (!isHere) deps.caches.recentMoves.finish(attempt.ulid);
  const db = { attempts: { getInFlight: async () => inFlight } };
  return isBeingMoved({ ...deps, db } as unknown as App, booking);
}

describe("a booking that is being moved from here", () => {
  it("is so while this process moves it, which costs no query", async () => {
    expect(await ask(null, { isHere: true })).toBe(true);
  });

  it("is so while another process, or a recovery, has its attempt", async () => {
    expect(await ask(attempt)).toBe(true);
  });

  it("is not so otherwise", async () => {
    expect(await ask(null)).toBe(false);
  });
});
