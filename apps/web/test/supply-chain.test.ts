import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const script = join(root, "scripts/supply-chain.mjs");

/** What the check says about a repository, and whether it lets it pass. */
function check(folder: string): { said: string; passes: boolean } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], {
    encoding: "utf8",
  });
  return { said: `${stdout}${stderr}`, passes: status === 0 };
}

describe("what is installed", () => {
  it("is open to no advisory on the list, comes from the registry, and runs nothing", () => {
    expect(check(root)).toEqual({ said: expect.stringMatching(/^✓ supply/), passes: true });
  });

  it("is held against advisories by their ids", () => {
    const table = readFileSync(join(root, "scripts/advisories.mjs"), "utf8");
    const ids = [...table.matchAll(/advisory: "([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(30);
    const odd = ids.filter((id = "") => !/^(?:GHSA(?:-[\da-z]{4}){3}|CVE-\d{4}-\d{4,})$/.test(id));
    expect(odd).toEqual([]);
  });
});

describe("a change that would let something in", () => {
  let folder = "";
  const edit = (file: string, from: string | RegExp, to: string) => {
    const text = readFileSync(join(folder, file), "utf8");
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, file), changed);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "reslot-supply-"));
    for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"])
      cpSync(join(root, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is refused when a version is older than the fix, and named with the advisory", () => {
    edit("pnpm-lock.yaml", /^ {2}next@[\d.]+:$/m, "  next@16.2.5:");
    const { said, passes } = check(folder);

    expect(passes).toBe(false);
    expect(said).toContain("next 16.2.5 is open to GHSA-26hh-7cqf-hhc6; it is fixed in 16.2.6.");
    expect(said).not.toContain("GHSA-267c-6grr-h53f");
  });

  it("is refused when it is a pre-release of the fix", () => {
    edit("pnpm-lock.yaml", /^ {2}next@[\d.]+:$/m, "  next@16.2.6-canary.1:");
    expect(check(folder).said).toContain("next 16.2.6-canary.1 is open to GHSA-26hh-7cqf-hhc6");
  });

  it("is refused when it comes from an address or without a checksum", () => {
    edit(
      "pnpm-lock.yaml",
      /resolution: \{integrity: sha512-[^}]*\}/,
      "resolution: {tarball: https://example.com/x.tgz}",
    );
    expect(check(folder)).toMatchObject({
      passes: false,
      said: expect.stringContaining("https://example.com/x.tgz"),
    });
  });

  it("is refused when a package may, or wants to, run a script", () => {
    edit("pnpm-workspace.yaml", "sharp: false", "sharp: true");
    const place = join(folder, "node_modules/.pnpm/evil@1.0.0/node_modules/evil");
    mkdirSync(place, { recursive: true });
    const manifest = { name: "evil", scripts: { postinstall: "node steal.js" } };
    writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
    const { said, passes } = check(folder);

    expect(passes).toBe(false);
    expect(said).toContain("sharp may run a script");
    expect(said).toContain("evil wants to run a script");
  });
});
