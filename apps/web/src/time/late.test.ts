import { parseInstant } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { oddHour } from "./late.ts";

describe("oddHour", () => {
  it("is early before 08:00 and late from 20:00 and deep in the night", () => {
    const at = (time: string) => oddHour(parseInstant(`2026-12-15T${time}:00Z`), "UTC");
    expect(["03:59", "04:00", "07:59", "08:00", "19:59", "20:00"].map(at)).toEqual([
      "late",
      "early",
      "early",
      null,
      null,
      "late",
    ]);
  });
});
