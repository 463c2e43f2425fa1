import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyBlock, codeBlocksOf } from "./code-blocks.ts";
import { read, root } from "../test/repository.ts";

const blocks = codeBlocksOf(read("docs/extending.md"));
const copy = mkdtempSync(join(tmpdir(), "reslot-extending-"));
afterAll(() => rmSync(copy, { recursive: true }));

/** Runs one of the repository's programs in the copy. @throws {Error} with what it wrote when it fails */
async function run(program: string, ...args: string[]): Promise<string> {
  const cwd = join(copy, program.split("/").slice(0, 2).join("/"));
  const line = [join(copy, program), ...args];
  const result = await promisify(execFile)(process.execPath, line, { cwd }).catch(
    (error: Error & { stdout?: string }) => {
      throw new Error(`${error.stdout ?? ""}\n${error.message}`, { cause: error });
    },
  );
  return result.stdout;
}

const tsc = (folder: string) => run(`${folder}/node_modules/typescript/bin/tsc`);

const notCopied = [
  ".cache", // a browser among others
  ".git",
  ".local",
  ".next",
  ".turbo",
  "dist",
  ".vite",
  ".vite-temp",
  "docs",
  "node_modules",
];

/** The sources, with the dependencies that are installed for the repository. */
function copyRepository(): void {
  const left = new Set(notCopied);
  for (const name of readdirSync(root).filter((each) => !left.has(each))) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => basename(from) === "node_modules" || !left.has(basename(from)),
    });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

describe("docs/extending.md", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    copyRepository();
    for (const block of blocks) {
      if (block.path !== "") applyBlock(copy, block);
      for (const [, tool = "", name] of block.text.matchAll(/^npm run db:(\w+) ?(\w*)$/gm)) {
        await run(`packages/db/tools/db-${tool}.ts`, ...(name ? [name] : []));
      }
    }
  }, 300_000);

  it("has code that compiles", async () => {
    await run("apps/web/node_modules/next/dist/bin/next", "typegen");

    await Promise.all(["packages/db", "packages/messages", "packages/api"].map(tsc));
    await tsc("apps/web");
    expect(blocks.filter(({ path }) => path !== "").length).toBeGreaterThan(14);
  });

  it("has a procedure and a job that pass the page's own test", async () => {
    const vitest = "packages/api/node_modules/vitest/vitest.mjs";

    expect(await run(vitest, "run", "test/router/booking-note.test.ts")).toMatch(
      /Tests .*1 passed/,
    );
  });

  it("has a table that the migrations make, and that a deleted account is erased from", async () => {
    const vitest = "packages/db/node_modules/vitest/vitest.mjs";
    const files = ["test/erasure.test.ts", "test/catalogue.test.ts"];

    expect(await run("packages/db/tools/db-types.ts", "--check")).toContain("no difference");
    expect(await run(vitest, "run", ...files)).toMatch(/Test Files .*2 passed/);
  });
});
