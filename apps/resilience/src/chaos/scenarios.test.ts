import { describe, expect, it } from "vitest";
import { allCells, ANSWER_KILLINGS, FAULTS, KILLINGS } from "./scenarios.ts";

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

  it("move unconnected mentees' meetings from both sides", () => {
    const roles = allCells()
      .filter(({ meeting }) => meeting === "unconnected")
      .map(({ role }) => role);

    expect(new Set(roles)).toEqual(new Set(["coach", "mentee"]));
  });

  it("confirm and decline what waits for the coach, later and at once, also while the worker dies of it", () => {
    const answers = allCells().flatMap(({ answer }) => answer ?? []);
    const deadly = allCells().filter(({ killing }) => ANSWER_KILLINGS.includes(killing));

    expect(new Set(answers.map(({ word, when }) => `${word} ${when}`)).size).toBe(4);
    expect(
      new Set(deadly.map(({ killing, answer }) => `${killing.key} ${answer?.word}`)).size,
    ).toBe(2 * ANSWER_KILLINGS.length);
  });
});
