import { describe, expect, it } from "vitest";
import { bookingListVersions, bookingVersionCan } from "./api-versions.ts";

describe("bookingVersionCan", () => {
  it.each([
    ["moveOptions", ["2026-02-25", "2026-05-01"]],
    ["pageByCursor", ["2026-05-01"]],
  ] as const)("knows the versions that can %s", (ability, able) => {
    expect(bookingListVersions.filter((version) => bookingVersionCan(version, ability))).toEqual(
      able,
    );
  });
});
