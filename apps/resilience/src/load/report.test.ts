import { describe, expect, it } from "vitest";
import { figuresOf, type LoadResult, markdownOf } from "./report.ts";
import { createTally } from "./tally.ts";

const tally = (change: Partial<LoadResult["quiet"]>) => ({ ...createTally(), ...change });

const good: LoadResult = {
  options: { coaches: 2, mentees: 3, minutes: 1 },
  seedSeconds: 4,
  quiet: tally({ reads: { ok: 40 }, moves: { moved: 20 }, moveMs: [400, 500] }),
  together: tally({
    reads: { ok: 900, SERVICE_BUSY: 2 },
    moves: { moved: 39, confirming: 1 },
    moveMs: [700, 1_500],
  }),
  changes: { here: [800, 1_200, 4_900], shown: [300, 1_400] },
  lost: { all: [60_000, 290_000], soon: [60_000] },
  credentials: { busiestShare: 0.9, anonymous: 0, refused: 0, calls: 500 },
  mail: { answered: 30, refused: 0 },
};

describe("the figures of a load run", () => {
  it("are within their limits after a good run", () => {
    const missed = Object.entries(figuresOf(good)).filter(([, { ok }]) => !ok);

    expect(missed).toEqual([]);
    expect(figuresOf(good)["a move's p95, times a quiet one"]).toMatchObject({ value: 3 });
  });

  it("miss the limits of what was not measured, and say nothing of meetings that are not soon", () => {
    const idle: LoadResult = {
      ...good,
      together: tally({}),
      changes: { here: [], shown: [] },
      lost: { all: [], soon: [] },
    };

    const figures = figuresOf(idle);

    const missed = Object.entries(figures).filter(([, { ok }]) => !ok);
    expect(missed.map(([name]) => name)).toEqual([
      "a move's p95, times a quiet one",
      "a change is here, p95, s",
      "an open page shows it, p95, s",
      "webhooks lost: the slowest coach, s",
    ]);
    expect(figures).not.toHaveProperty(["webhooks lost: the slowest meeting within 48 h, s"]);
    expect(markdownOf(idle, { at: "now", machine: "none" })).toContain(
      "0 of them within 48 hours: not measured",
    );
  });

  it("miss the limit of a move's time when no quiet move was measured", () => {
    expect(figuresOf({ ...good, quiet: tally({}) })["a move's p95, times a quiet one"]?.ok).toBe(
      false,
    );
  });

  it("count a read that our own limits refused as failed", () => {
    const refused = tally({ ...good.together, reads: { ok: 1, RATE_LIMITED: 2 } });

    expect(figuresOf({ ...good, together: refused })["reads that failed"]?.value).toBe(2);
  });

  it("miss a limit for each thing that went wrong", () => {
    const bad: LoadResult = {
      ...good,
      together: tally({
        reads: { ok: 1, CAL_RATE_LIMITED: 2, INTERNAL: 1, SERVICE_BUSY: 1 },
        moves: { moved: 1, SLOT_TAKEN: 1 },
        moveMs: [1_600],
      }),
      changes: { here: [5_100], shown: [Number.POSITIVE_INFINITY] },
      lost: { all: [301_000], soon: [121_000] },
      credentials: { busiestShare: 0.93, anonymous: 11, refused: 1, calls: 1 },
      mail: { answered: 1, refused: 1 },
    };

    const figures = figuresOf(bad);

    expect(Object.values(figures).filter(({ ok }) => ok)).toEqual([]);
    expect(figures["CAL_RATE_LIMITED to people"]?.value).toBe(2);
    expect(figures["an open page shows it, p95, s"]?.value).toBe(9_999);
  });
});

describe("the report of a load run", () => {
  it("has the people, each pass line, and what they were answered", () => {
    const text = markdownOf(good, { at: "2026-11-30T09:00:00.000Z", machine: "2 processors" });

    expect(text).toContain("On 2 processors. 2 coaches with 3 mentees each");
    expect(text).toMatch(/\| a change is here, p95, s +\| ≤ 5 +\| 4\.9 +\|/);
    expect(text).toContain("reads 900 ok, 2 SERVICE_BUSY; moves 39 moved, 1 confirming");
  });
});
