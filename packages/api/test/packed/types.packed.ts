import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { recordFigure } from "../support/record-figure.ts";
import { installWithNpm } from "./install.ts";

const require = createRequire(import.meta.url);
const sources = fileURLToPath(new URL("consumer/", import.meta.url));

const compilers = [
  ["5.9", "typescript-5"],
  ["7", "typescript"],
] as const;
const resolutions = [
  ["bundler", "preserve"],
  ["nodenext", "nodenext"],
] as const;
const combinations = compilers.flatMap(([version, compiler]) =>
  resolutions.map(([moduleResolution, module]) => ({
    version,
    compiler,
    moduleResolution,
    module,
  })),
);

let folder: string;
beforeAll(async () => {
  folder = await installWithNpm({ name: "types" });
  cpSync(sources, folder, { recursive: true });
});

/** What a program sets, and nothing of ours. `skipLibCheck`: our declarations lead to tRPC's and Supabase's own. */
const optionsFor = (module: string, moduleResolution: string) => ({
  target: "es2022",
  lib: ["ES2022", "DOM"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module,
  moduleResolution,
});

it.each(combinations)(
  "the declarations of the server's packages are right for TypeScript $version with $moduleResolution",
  async ({ version, compiler, module, moduleResolution }) => {
    const config = join(folder, `tsconfig.${version}.${moduleResolution}.json`);
    const compilerOptions = optionsFor(module, moduleResolution);
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ["server-types.ts"] }));

    const errors = await errorsOf(compiler, config);

    const name = `type errors of the server's packages, TypeScript ${version}, ${moduleResolution}`;
    recordFigure(name, { value: errors.length, limit: 0 });
    expect(errors).toEqual([]);
  },
);

/** The lines of a compiler's output that name an error. */
function errorsOf(compiler: string, config: string): Promise<string[]> {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), "bin", "tsc");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [tsc, "-p", config], { cwd: folder }, (failure, stdout) => {
      const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
      if (failure && errors.length === 0) reject(failure);
      else resolve(errors);
    });
  });
}
