import { describe, expect, it } from "vitest";
import { isTimeZone } from "./time-zone.ts";

describe("isTimeZone", () => {
  it.each([["Europe/Berlin"], ["UTC"], ["Asia/Calcutta"]])("accepts %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([["Mars/Olympus"], [""], ["Europe/"]])("refuses %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
