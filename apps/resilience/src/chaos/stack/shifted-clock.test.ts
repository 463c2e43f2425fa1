import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { z } from "zod";
import { now } from "../../clock.ts";
import { shiftedClock } from "./shifted-clock.ts";

const program = `
  const given = new Date("2026-12-01T10:00:00.000Z");
  console.log(JSON.stringify({
    now: Date.now(),
    date: new Date().getTime(),
    text: Date.parse(Date()),
    given: given.getTime(),
    isDate: given instanceof Date && given.constructor === Date && Date.UTC(2026, 0) > 0,
    startedMs: performance.now(),
  }))`;
const clockSchema = z.record(z.string(), z.union([z.number(), z.boolean()]));

function readClock(env: Record<string, string>) {
  const text = execFileSync(process.execPath, ["--eval", program], { env, encoding: "utf8" });
  return clockSchema.parse(JSON.parse(text));
}

it.each([300_000, 0, -300_000])(
  "a program's clock is %i ms ahead, and only its clock",
  (shiftMs) => {
    const before = now();
    const clock = readClock(shiftedClock(shiftMs));
    const after = now();

    for (const reading of ["now", "date"]) {
      expect(clock[reading]).toBeGreaterThanOrEqual(before + shiftMs);
      expect(clock[reading]).toBeLessThanOrEqual(after + shiftMs);
    }
    expect(Math.abs(Number(clock["text"]) - Number(clock["now"]))).toBeLessThanOrEqual(1_000);
    expect(clock).toMatchObject({ given: Date.parse("2026-12-01T10:00:00.000Z"), isDate: true });
    expect(clock["startedMs"]).toBeLessThan(60_000);
  },
);
