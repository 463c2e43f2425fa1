import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of npm run chaos", () => {
  it("default to all scenarios on two stacks", () => {
    expect(readOptions([])).toEqual({ stacks: 2, only: "", limits: "generous" });
    expect(readOptions(["--write", "--stacks", "1", "--only", "hang"])).toEqual({
      stacks: 1,
      only: "hang",
      limits: "generous",
    });
    expect(readOptions(["--real-limits"])).toMatchObject({ limits: "real" });
  });

  it("reject unknown flags and values", () => {
    expect(() => readOptions(["--fast"])).toThrow("There is no option --fast.");
    expect(() => readOptions(["--stacks", "none"])).toThrow("--stacks needs a whole number.");
  });
});
