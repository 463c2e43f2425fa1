import { describe, expect, it } from "vitest";
import { isTimeZone, normalizeTimeZone } from "./time-zone.ts";

describe("isTimeZone", () => {
  it.each([["Europe/Berlin"], ["UTC"], ["Asia/Calcutta"]])("accepts %s", (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([["Mars/Olympus"], [""], ["Europe/"]])("refuses %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe("normalizeTimeZone", () => {
  it.each([
    ["Europe/Berlin", "Europe/Berlin"],
    ["europe/berlin", "Europe/Berlin"],
    ["Asia/Kathmandu", "Asia/Katmandu"],
    ["asia/katmandu", "Asia/Katmandu"],
    ["US/Pacific", "America/Los_Angeles"],
    ["Etc/UTC", "UTC"],
    ["Etc/GMT+5", "Etc/GMT+5"],
  ])("gives %s the name that the runtime uses", (name, expected) => {
    expect(normalizeTimeZone(name)).toBe(expected);
  });

  it.each([
    ["W. Europe Standard Time"],
    ["+05:45"],
    ["Mars/Olympus"],
    [""],
    [" Europe/Berlin"],
    ["A".repeat(65)],
    [null],
    [undefined],
  ])("treats %j as unknown", (name) => {
    expect(normalizeTimeZone(name)).toBeNull();
  });

  it("knows every zone of the runtime", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      expect(normalizeTimeZone(zone)).toBe(zone);
    }
  });
});
