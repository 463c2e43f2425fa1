import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

describe("Secret", () => {
  const secret = new Secret("cal_live_0123456789");

  it("reveals its value only on request", () => {
    expect(secret.reveal()).toBe("cal_live_0123456789");
    expect(Object.keys(secret)).toEqual([]);
  });

  it("prints as redacted in every format", () => {
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
