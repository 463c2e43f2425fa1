import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { atLeast, atMost, removeReport, writeReport } from "./write-report.ts";

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "reslot-report-"));
  folder = join(parent, "reports");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const at = "2026-11-25T21:00:00.000Z";
const readJson = (): unknown => JSON.parse(readFileSync(join(folder, "load.json"), "utf8"));

describe("writeReport", () => {
  it("writes the figures as JSON and the text as Markdown, into a new folder", () => {
    const figures = { failures: atMost(0, 0), requests: atLeast(12, 10) };

    const file = writeReport(folder, "load", { at, figures, markdown: "# Load\n" });

    expect(readFileSync(file, "utf8")).toBe("# Load\n");
    expect(readJson()).toEqual({
      ok: true,
      at,
      figures: {
        failures: { value: 0, limit: 0, ok: true },
        requests: { value: 12, limit: 10, ok: true },
      },
    });
  });

  it.each([
    ["above its upper limit", atMost(1, 0)],
    ["below its lower limit", atLeast(9, 10)],
  ])("is not ok with a figure %s", (_, figure) => {
    writeReport(folder, "load", { at, figures: { good: atMost(0, 0), figure }, markdown: "" });

    expect(readJson()).toMatchObject({ ok: false });
  });
});

describe("removeReport", () => {
  it("removes both files, and does nothing when there are none", () => {
    const file = writeReport(folder, "load", { at, figures: {}, markdown: "" });

    removeReport(folder, "load");
    removeReport(folder, "load");

    expect(existsSync(file)).toBe(false);
    expect(existsSync(join(folder, "load.json"))).toBe(false);
  });
});
