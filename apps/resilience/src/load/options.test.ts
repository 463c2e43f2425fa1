import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("the options of the load run", () => {
  it("are five minutes after one of warm-up, with nothing written, unless asked otherwise", () => {
    expect(readOptions([])).toEqual({ seconds: 300, warmUpSeconds: 60, writes: false });
    expect(readOptions(["--seconds", "20", "--write"])).toEqual({
      seconds: 20,
      warmUpSeconds: 20,
      writes: true,
    });
  });

  it("refuse what they do not know", () => {
    expect(() => readOptions(["--fast"])).toThrow("There is no option --fast.");
    expect(() => readOptions(["--seconds", "1"])).toThrow("--seconds wants a whole number");
  });
});
