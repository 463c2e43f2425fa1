import { minuteMs, secondMs } from "@reslot/cal/time";
import { describe, expect, it } from "vitest";
import { lookAgainIn } from "./look-again-in.ts";

describe("lookAgainIn", () => {
  it("looks often while live updates are set up, and once a minute when that takes long", () => {
    const connection = { pollingReason: "settingUp" } as const;

    expect([0, 9, 10, 500].map((looks) => lookAgainIn(connection, looks))).toEqual([
      3 * secondMs,
      3 * secondMs,
      minuteMs,
      minuteMs,
    ]);
  });

  it("looks no more once it is known whether there are live updates", () => {
    expect(lookAgainIn({ pollingReason: null }, 0)).toBe(false);
    expect(lookAgainIn({ pollingReason: "notAllowed" }, 0)).toBe(false);
    expect(lookAgainIn(undefined, 0)).toBe(false);
  });
});
