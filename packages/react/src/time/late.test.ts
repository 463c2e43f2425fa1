import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { oddHour } from "./late.ts";

describe("oddHour", () => {
  it("is early from 06:00, late from 20:00, and night from 22:00", () => {
    const at = (time: string) => oddHour(parseInstant(`2026-12-15T${time}:00Z`), "UTC");
    expect(["05:59", "06:00", "07:59", "08:00", "19:59", "20:00", "22:00"].map(at)).toEqual([
      "night",
      "early",
      "early",
      null,
      null,
      "late",
      "night",
    ]);
  });
});
