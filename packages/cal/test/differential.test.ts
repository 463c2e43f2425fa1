import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mutualAvailability, type WeeklySchedule } from "../src/availability/index.ts";
import { type Interval } from "../src/time/index.ts";

// Cases computed by independent code; they lie beside the repository, not in it.
const file =
  process.env["CAL_DIFFERENTIAL_CASES"] ??
  resolve(import.meta.dirname, "..", "..", "..", "..", "shared", "cal", "differential.json");
const isPresent = existsSync(file);

type Pair = readonly [start: string, end: string];

interface Case {
  readonly id: number;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly users: readonly (WeeklySchedule & { readonly busy: readonly Pair[] })[];
  readonly mutual: readonly Pair[];
}

const { cases } = (isPresent ? JSON.parse(readFileSync(file, "utf8")) : { cases: [] }) as {
  cases: Case[];
};

const toInterval = ([start, end]: Pair): Interval => ({
  start: Date.parse(start),
  end: Date.parse(end),
});

describe.skipIf(!isPresent)(`random pairs of calendars (skipped when ${file} is missing)`, () => {
  it("has the cases it is meant to have", () => {
    expect(cases).toHaveLength(240);
  });

  it.each(cases)("finds the mutual time of case $id", (each) => {
    const people = each.users.map(({ busy, ...schedule }) => ({
      schedule,
      busy: busy.map(toInterval),
    }));
    const window = toInterval([each.windowFrom, each.windowTo]);

    expect(mutualAvailability(people, window)).toEqual(each.mutual.map(toInterval));
  });
});
