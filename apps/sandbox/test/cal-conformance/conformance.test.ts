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

describe("conformance with the recorded Cal.com API", () => {
  it.runIf(hasRecordings)("answers every recorded exchange in scope as recorded", async () => {
    const results = (await checkRecordings(material)) ?? [];
    expect(results.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === "pass").length).toBeGreaterThan(0);
  });

  it.runIf(hasSlotCases)(
    "lists the same slots and judges the same moves in every case without an oddity",
    async () => {
      const results = (await checkSlotCases(material)) ?? [];
      expect(slotFailures(results)).toEqual([]);
      expect(results.length).toBeGreaterThan(0);
    },
  );
});
