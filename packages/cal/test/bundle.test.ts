import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "..", "src", "availability");
const maxGzipBytes = 6 * 1024;

interface Chunk {
  readonly code: string;
  readonly imports: readonly string[];
}

/** Bundles for browsers with the bundler that the test runner itself brings. */
async function bundle(entry: string): Promise<Chunk[]> {
  const runner = createRequire(import.meta.url).resolve("vitest/package.json");
  const { build } = (await import(createRequire(runner).resolve("vite"))) as {
    build(config: object): Promise<{ output: Chunk[] }[]>;
  };
  const [result] = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: true, lib: { entry, formats: ["es"] } },
  });
  return result?.output ?? [];
}

describe("@reslot/cal/availability", () => {
  it("weighs at most 6 KB for browsers and needs nothing else", async () => {
    const [chunk, ...others] = await bundle(resolve(folder, "index.ts"));

    expect(others).toEqual([]);
    expect(chunk?.imports).toEqual([]);
    expect(gzipSync(chunk?.code ?? "").length).toBeLessThanOrEqual(maxGzipBytes);
    expect(chunk?.code).toContain("mutualAvailability");
  });

  it("imports only its own files and those of time, by their full names", () => {
    const sources = readdirSync(folder).filter((file) => !file.endsWith(".test.ts"));
    const imports = sources.flatMap((file) =>
      [...readFileSync(resolve(folder, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
        ([, specifier]) => specifier,
      ),
    );

    expect(imports.length).toBeGreaterThan(10);
    expect(
      imports.filter((specifier) => !/^(\.|\.\.\/time)\/[a-z-]+\.ts$/.test(specifier ?? "")),
    ).toEqual([]);
  });
});
