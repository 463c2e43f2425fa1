import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkRecordings, checkSlotCases, findMaterial, slotFailures } from "./conformance.ts";

const material = findMaterial(process.env);
const hasRecordings = existsSync(material.recordings);
const hasSlotCases = existsSync(material.slotCases);
if (!hasRecordings)
  process.stderr.write(`Skipped: no Cal.com recordings at ${material.recordings}.\n`);
if (!hasSlotCases)
  process.stderr.write(`Skipped: no Cal.com slot cases at ${material.slotCases}.\n`);

describe("the Cal.com stand-in, compared with recordings of the real API", () => {
  it.runIf(hasRecordings)(
    "answers every recording in scope as recorded, and at least nine in ten of all",
    async () => {
      const results = (await checkRecordings(material)) ?? [];
      expect(results.filter(({ verdict }) => verdict === "fail")).toEqual([]);
      const passed = results.filter(({ verdict }) => verdict === "pass").length;
      expect(passed).toBeGreaterThanOrEqual(Math.ceil(results.length * 0.9));
    },
  );

  it.runIf(hasSlotCases)(
    "lists the same slots and accepts the same moves in every case without a known oddity",
    async () => {
      const results = (await checkSlotCases(material)) ?? [];
      expect(slotFailures(results)).toEqual([]);
      expect(results.length).toBeGreaterThan(0);
    },
  );
});
