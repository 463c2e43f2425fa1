import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of the drill", () => {
  it("are all cells on two stacks, with nothing written, unless asked otherwise", () => {
    expect(readOptions([])).toEqual({ writes: false, stacks: 2, only: "" });
    expect(readOptions(["--write", "--stacks", "1", "--only", "hang"])).toEqual({
      writes: true,
      stacks: 1,
      only: "hang",
    });
  });

  it("refuse what they do not know", () => {
    expect(() => readOptions(["--fast"])).toThrow("There is no option --fast.");
    expect(() => readOptions(["--stacks", "none"])).toThrow("--stacks wants a whole number.");
  });
});
