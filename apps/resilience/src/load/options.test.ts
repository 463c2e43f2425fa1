import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of npm run load", () => {
  it("default to forty mentees of one coach for six minutes", () => {
    expect(readOptions([])).toEqual({ coaches: 1, mentees: 40, minutes: 6 });
    expect(readOptions(["--coaches", "500", "--minutes", "1"])).toEqual({
      coaches: 500,
      mentees: 40,
      minutes: 1,
    });
  });

  it("reject unknown flags and values", () => {
    expect(() => readOptions(["--fast"])).toThrow("There is no option --fast.");
    expect(() => readOptions(["--minutes", "0"])).toThrow("--minutes needs a whole number");
  });
});
