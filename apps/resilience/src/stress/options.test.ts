import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of npm run load -- --stress", () => {
  it("default to five minutes after one of warm-up", () => {
    expect(readOptions([])).toEqual({ seconds: 300, warmUpSeconds: 60, limits: "generous" });
    expect(readOptions(["--stress", "--seconds", "20", "--write", "--real-limits"])).toEqual({
      seconds: 20,
      warmUpSeconds: 20,
      limits: "real",
    });
  });

  it("reject unknown flags and values", () => {
    expect(() => readOptions(["--fast"])).toThrow("There is no option --fast.");
    expect(() => readOptions(["--seconds", "1"])).toThrow("--seconds needs a whole number");
  });
});
