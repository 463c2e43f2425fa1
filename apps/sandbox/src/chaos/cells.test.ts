import { describe, expect, it } from "vitest";
import { allCells, FAULTS, KILLINGS } from "./cells.ts";

describe("the cells of the drill", () => {
  it("are sixty at least, each with a number of its own", () => {
    const cells = allCells();

    expect(cells.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cells.map(({ number }) => number)).size).toBe(cells.length);
  });

  it("cover every fault with nobody killed, and every killing from both sides", () => {
    const undisturbed = allCells().filter(({ killing }) => killing.deaths.length === 0);

    expect(new Set(undisturbed.map(({ fault }) => fault))).toEqual(new Set(FAULTS));
    for (const killing of KILLINGS) {
      const roles = allCells()
        .filter((cell) => cell.killing === killing)
        .map(({ role }) => role);
      expect(new Set(roles)).toEqual(new Set(["coach", "mentee"]));
    }
  });
});
