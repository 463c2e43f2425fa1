import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "..", "src");

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

const faces = [
  {
    folder: "availability",
    maxGzipBytes: 6 * 1024,
    holds: "mutualAvailability",
    mayImport: /^(\.|\.\.\/time)\/[a-z-]+\.ts$/,
  },
  {
    folder: "time",
    maxGzipBytes: 3.5 * 1024,
    holds: "formatWallClock",
    mayImport: /^\.\/[a-z-]+\.ts$/,
  },
];

describe.each(faces)("@reslot/cal/$folder", ({ folder, maxGzipBytes, holds, mayImport }) => {
  it(`weighs at most ${maxGzipBytes} bytes for browsers and needs nothing else`, async () => {
    const [chunk, ...others] = await bundle(resolve(source, folder, "index.ts"));

    expect(others).toEqual([]);
    expect(chunk?.imports).toEqual([]);
    expect(gzipSync(chunk?.code ?? "").length).toBeLessThanOrEqual(maxGzipBytes);
    expect(chunk?.code).toContain(holds);
    expect(chunk?.code).not.toMatch(/\b(process|Buffer|require|globalThis)\b/);
  });

  it("imports only its own files, and those of time, by their full names", () => {
    const files = readdirSync(resolve(source, folder)).filter((file) => !file.endsWith(".test.ts"));
    const imports = files.flatMap((file) =>
      [...readFileSync(resolve(source, folder, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
        ([, specifier]) => specifier ?? "",
      ),
    );

    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter((specifier) => !mayImport.test(specifier))).toEqual([]);
  });
});
