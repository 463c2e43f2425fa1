import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { equivalents } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { applyMutant } from "./repository-copy.ts";
import { schemaChange } from "./schema-change.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");
/** Without what comments and lines add between the words. */
const prose = (text: string) =>
  text.replaceAll(/^\s*(?:--|\*|\/\/|\/\*\*)\s?/gm, " ").replaceAll(/\s+/g, " ");
const architecture = read("ARCHITECTURE.md");
const isSql = ({ file }: Mutant) => file.endsWith(".sql");

function rulesUnder(heading: string): string[] {
  const [, after = ""] = architecture.split(`\n## ${heading}\n`);
  return [...(after.split("\n## ")[0] ?? "").matchAll(/^- (.*)$/gm)].map(([, rule = ""]) => rule);
}

describe("the hand-written mutants", () => {
  it("are at least 60, 35 of them in SQL, each with a name of its own", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(60);
    expect(mutants.filter(isSql).length).toBeGreaterThanOrEqual(35);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it("apply exactly once to their files, and change them", () => {
    const problems = mutants.flatMap((mutant) => {
      try {
        const original = read(mutant.file);
        const mutated = applyMutant(mutant, original);
        if (mutated === original) return [`"${mutant.name}" changes nothing.`];
        if (isSql(mutant)) schemaChange(original, mutated);
        return [];
      } catch (error) {
        return [String(error)];
      }
    });

    expect(problems).toEqual([]);
  });

  it("name a rule as it is written down, and a test that exists", () => {
    const problems = mutants.flatMap(({ name, rule, file, killedBy }) => {
      const written = [architecture, read(".cursorrules"), read(file)].map(prose);
      return [
        ...(written.some((text) => text.includes(rule)) ? [] : [`${name}: ${rule}`]),
        ...(read(killedBy.file).includes(killedBy.title) ? [] : [`${name}: ${killedBy.title}`]),
      ];
    });

    expect(problems).toEqual([]);
  });

  it("break every invariant and every rule of trust", () => {
    const rules = [...rulesUnder("Invariants"), ...rulesUnder("Trust")];
    const isBroken = (rule: string) => mutants.some((mutant) => rule.includes(mutant.rule));

    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !isBroken(rule))).toEqual([]);
  });
});

describe("the equivalent mutants of Stryker", () => {
  it("change lines that exist", () => {
    const linesOf = (file: string) =>
      read(file)
        .split("\n")
        .map((line) => line.trim());
    const gone = equivalents.filter(({ file, line }) => !linesOf(file).includes(line));

    expect(gone).toEqual([]);
  });
});
