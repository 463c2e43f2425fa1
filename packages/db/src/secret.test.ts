import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

describe("Secret", () => {
  const secret = new Secret("cal_live_0123456789");

  it("gives its value only when asked for it", () => {
    expect(secret.reveal()).toBe("cal_live_0123456789");
    expect(Object.keys(secret)).toEqual([]);
  });

  it("prints as redacted in every way there is to print it", () => {
    const printed = [
      String(secret),
      `${String(secret)}, ${secret.toString()}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    ];

    for (const text of printed) {
      expect(text).toContain("[redacted]");
      expect(text).not.toContain("cal_live");
    }
  });
});
