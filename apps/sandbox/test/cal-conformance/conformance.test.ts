import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
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
      // A stand-in that lists other slots than Cal.com would need this far more often.
      const helped = results.filter(({ assumed }) => assumed > 0);
      expect(helped.length).toBeLessThanOrEqual(Math.ceil(results.length / 50));
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

describe("the replay of recordings that nothing is known of", () => {
  it("takes a race that every move lost, under any name", async () => {
    const folder = temporaryFolder("recordings-");
    const uid = "q92TwbdT5S7wrfZD4PnSdb";
    const path = `/v2/bookings/${uid}/reschedule`;
    const message = "Attempting to book a meeting in the past.";
    const details = { message, error: "Bad Request", statusCode: 400 };
    const error = { code: "BadRequestException", message, details };
    const lost = {
      request: {
        method: "POST",
        path,
        headers: { "cal-api-version": "2024-08-13", "content-type": "application/json" },
        body: { start: "2020-01-01T09:00:00Z" },
      },
      response: {
        status: 400,
        headers: {},
        body: { status: "error", timestamp: "2026-11-22T10:59:00.000Z", path, error },
      },
    };
    writeFileSync(join(folder, "anything.json"), JSON.stringify([lost, lost]));

    const results = await checkRecordings({ recordings: folder, slotCases: "" });

    expect(results).toEqual([
      { name: "anything", verdict: "pass", by: "scenario", notes: [], assumed: 0 },
    ]);
  });
});
