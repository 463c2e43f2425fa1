import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";

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

/** An entry that uses some of a face's names, as a page does. */
function entryOf(face: string, names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, `export { ${names.join(", ")} } from ${JSON.stringify(face)};`);
  return entry;
}

const faces = [
  {
    folder: "availability",
    maxGzipBytes: 6 * 1024,
    holds: "mutualAvailability",
    /** A page that does not plan does not load it. */
    without: ["planMoves"],
    mayImport: /^(\.|\.\.|(\.\.\/){1,2}time|\.\/plan)\/[a-z-]+\.ts$/,
  },
  {
    folder: "time",
    maxGzipBytes: 3.5 * 1024,
    holds: "formatWallClock",
    without: [] as string[],
    mayImport: /^\.\/[a-z-]+\.ts$/,
  },
];

describe.each(faces)(
  "@reslot/cal/$folder",
  ({ folder, maxGzipBytes, holds, without, mayImport }) => {
    const face = resolve(source, folder, "index.ts");

    it(`weighs at most ${maxGzipBytes} bytes for browsers and needs nothing else`, async () => {
      const all = Object.keys((await import(face)) as object);
      const names = all.filter((name) => !without.includes(name));
      const [chunk, ...others] = await bundle(entryOf(face, names));

      expect(others).toEqual([]);
      expect(chunk?.imports).toEqual([]);
      expect(gzipSync(chunk?.code ?? "").length).toBeLessThanOrEqual(maxGzipBytes);
      expect(chunk?.code).toContain(holds);
      expect(chunk?.code).not.toMatch(/\b(process|Buffer|require|globalThis)\b/);
    });

    it("imports only its own files, and those of time, by their full names", () => {
      const files = readdirSync(resolve(source, folder), {
        recursive: true,
        encoding: "utf8",
      }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
      const imports = files.flatMap((file) =>
        [...readFileSync(resolve(source, folder, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
          ([, specifier]) => specifier ?? "",
        ),
      );

      expect(imports.length).toBeGreaterThan(10);
      expect(imports.filter((specifier) => !mayImport.test(specifier))).toEqual([]);
    });
  },
);

it("all of @reslot/cal/availability weighs at most 16 KB for browsers, plans included", async () => {
  const [chunk] = await bundle(resolve(source, "availability/index.ts"));

  expect(gzipSync(chunk?.code ?? "").length).toBeLessThanOrEqual(16 * 1024);
  expect(chunk?.code).not.toMatch(/\b(process|Buffer|require|globalThis)\b/);
});
