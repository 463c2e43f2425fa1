import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { recordFigure } from "../support/record-figure.ts";
import { installWithNpm } from "./install.ts";

const require = createRequire(import.meta.url);
const sources = ["consumer/", "../../../client/test/consumer/"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

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
  for (const source of sources) cpSync(source, folder, { recursive: true });
});

/** What a program sets, and nothing of ours. */
const optionsFor = (module: string, moduleResolution: string, skipLibCheck: boolean) => ({
  target: "es2022",
  lib: ["ES2022", "DOM"],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck,
  module,
  moduleResolution,
});

/** `skipLibCheck`: of the server's packages the declarations lead to tRPC's and Supabase's own. */
const programs = [
  { packages: "the server's packages", file: "server-types.ts", skipLibCheck: true },
  { packages: "the client", file: "client-types.ts", skipLibCheck: false },
];

describe.each(programs)("the declarations of $packages", ({ packages, file, skipLibCheck }) => {
  it.each(combinations)(
    "are right for TypeScript $version with $moduleResolution",
    async ({ version, compiler, module, moduleResolution }) => {
      const config = join(folder, `tsconfig.${file}.${version}.${moduleResolution}.json`);
      const compilerOptions = optionsFor(module, moduleResolution, skipLibCheck);
      writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }));

      const errors = await errorsOf(compiler, config);

      const name = `type errors of ${packages}, TypeScript ${version}, ${moduleResolution}`;
      recordFigure(name, { value: errors.length, limit: 0 });
      expect(errors).toEqual([]);
    },
  );
});

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
