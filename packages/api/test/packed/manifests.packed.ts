import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { describe, expect, inject, it } from "vitest";

/** How programs resolve our modules. They are ES modules, which these two do not know. */
const unsupported: readonly string[] = ["node10", "node16-cjs"];

describe.each(inject("tarballs"))("the tarball of $name", ({ file }) => {
  const tarball = readFileSync(file);

  it("has a manifest without a mistake", async () => {
    const { messages } = await publint({
      pack: { tarball: Uint8Array.from(tarball).buffer },
      level: "suggestion",
      strict: true,
    });

    expect(messages).toEqual([]);
  });

  it("has types for each module, wherever it is imported", async () => {
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    const problems = analysis.types ? analysis.problems : ["no types at all"];
    const isOurs = (problem: (typeof problems)[number]) =>
      typeof problem === "string" ||
      !("resolutionKind" in problem) ||
      !unsupported.includes(problem.resolutionKind);
    const ours = problems.filter((problem) => isOurs(problem));

    expect(ours).toEqual([]);
  });
});
