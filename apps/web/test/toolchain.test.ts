import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const platform = `${process.platform}-${process.arch}`;
const programs = [
  { name: `node-${platform}`, file: "bin/node" },
  { name: `@pnpm/exe.${platform}`, file: "pnpm" },
];

let folder = "";
let registry: { server: Server; url: string };
/** What the registry sends, by package. */
const tarballs = new Map<string, Buffer>();

/** A package with a program, and with a script that runs at installation if anything lets it. */
function pack({ name, file }: (typeof programs)[number], says: string): Buffer {
  const place = mkdtempSync(join(folder, "package-"));
  const program = join(place, "package", file);
  mkdirSync(join(program, ".."), { recursive: true });
  writeFileSync(program, `#!/bin/sh\necho ${says}\n`, { mode: 0o755 });
  const manifest = { name, version: "1.0.0", scripts: { preinstall: `touch ${folder}/ran` } };
  writeFileSync(join(place, "package/package.json"), JSON.stringify(manifest));
  spawnSync("tar", ["-czf", join(place, "it.tgz"), "-C", place, "package"]);
  return readFileSync(join(place, "it.tgz"));
}

const integrityOf = (tarball: Buffer) =>
  `sha512-${createHash("sha512").update(tarball).digest("base64")}`;

/** As much of a registry as npm needs. */
function serve(): Promise<typeof registry> {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? "").slice(1);
    const tarball = tarballs.get(name.replace(/\.tgz$/, ""));
    if (!tarball) return response.writeHead(404).end();
    if (name.endsWith(".tgz")) return response.end(tarball);
    const dist = { tarball: `${registry.url}${name}.tgz`, integrity: integrityOf(tarball) };
    const versions = { "1.0.0": { name, version: "1.0.0", dist, hasInstallScript: true } };
    return response.end(JSON.stringify({ name, versions, "dist-tags": { latest: "1.0.0" } }));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : 0;
      resolve({ server, url: `http://127.0.0.1:${port}/` });
    });
  });
}

/** The pins as a checkout has them, for what the registry sends at this moment. */
function makeCheckout(): string {
  const checkout = mkdtempSync(join(folder, "checkout-"));
  mkdirSync(join(checkout, "scripts/toolchain"), { recursive: true });
  cpSync(join(root, "scripts/fetch-toolchain.mjs"), join(checkout, "scripts/fetch-toolchain.mjs"));
  const optionalDependencies = Object.fromEntries(programs.map(({ name }) => [name, "1.0.0"]));
  const own = { name: "toolchain", optionalDependencies };
  const locked = programs.map(({ name }) => {
    const integrity = integrityOf(tarballs.get(name) ?? Buffer.alloc(0));
    return [
      `node_modules/${name}`,
      { version: "1.0.0", integrity, optional: true, hasInstallScript: true },
    ];
  });
  const lockfile = {
    name: "toolchain",
    lockfileVersion: 3,
    requires: true,
    packages: { "": own, ...Object.fromEntries(locked) },
  };
  writeFileSync(join(checkout, "scripts/toolchain/package.json"), JSON.stringify(own));
  writeFileSync(join(checkout, "scripts/toolchain/package-lock.json"), JSON.stringify(lockfile));
  return checkout;
}

/** Installs the toolchain of a checkout from the registry; npm is the machine's. */
function install(checkout: string): Promise<{ said: string; local: string }> {
  const local = join(checkout, ".local");
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    npm_config_registry: registry.url,
    npm_config_cache: join(checkout, "cache"),
  };
  const given = { parent: local, npm: ["npm"], env };
  const code = `import { fetchToolchain } from ${JSON.stringify(join(checkout, "scripts/fetch-toolchain.mjs"))};
    try { console.log(JSON.stringify(fetchToolchain(${JSON.stringify(given)}))) }
    catch (error) { console.log(error.message) }`;
  // Not in this process: the registry has to answer while npm runs.
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { cwd: checkout });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on("close", () => resolve({ said, local })));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "reslot-toolchain-"));
  registry = await serve();
});
afterAll(async () => {
  registry.server.closeAllConnections();
  await new Promise((resolve) => registry.server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("the Node and pnpm that everything runs under", () => {
  it("are installed without running a script of theirs", async () => {
    for (const program of programs) tarballs.set(program.name, pack(program, "genuine"));
    const { said, local } = await install(makeCheckout());

    const { node, bin }: { node: string; bin: string } = JSON.parse(said);
    expect(spawnSync(node, { encoding: "utf8" }).stdout).toBe("genuine\n");
    expect(spawnSync(join(bin, "pnpm"), { encoding: "utf8" }).stdout).toBe("genuine\n");
    expect(existsSync(join(folder, "ran"))).toBe(false);
    expect(readdirSync(local)).toEqual([expect.stringMatching(/^toolchain-[\da-f]{12}$/)]);
  });

  it("are refused when the registry sends anything but what is pinned", async () => {
    for (const program of programs) tarballs.set(program.name, pack(program, "genuine"));
    const checkout = makeCheckout();
    for (const program of programs) tarballs.set(program.name, pack(program, "changed"));
    const { said, local } = await install(checkout);

    expect(said).toContain("npm has not installed node");
    expect(existsSync(join(folder, "ran"))).toBe(false);
    expect(readdirSync(local)).toEqual([]);
  });
});

/** What this checkout's script takes on a machine for which there are no packages. */
function takenElsewhere(facts: string, env: object): string {
  const code = `${facts};
    const { fetchToolchain } = await import(${JSON.stringify(join(root, "scripts/fetch-toolchain.mjs"))});
    try { console.log(fetchToolchain({ parent: "/nowhere", npm: [], env: ${JSON.stringify(env)} }).node) }
    catch (error) { console.log(error.message) }`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" })
    .stdout;
}

describe("a machine for which there are no packages", () => {
  const mac = 'Object.defineProperty(process, "platform", { value: "darwin" })';
  const alpine = "process.report.getReport = () => ({ header: {} })";

  it.each([
    ["darwin", mac],
    ["linux-musl", alpine],
  ])("runs under its own Node and pnpm where they are the right ones (%s)", (_name, facts) => {
    expect(takenElsewhere(facts, { PATH: process.env["PATH"] })).toBe(`${process.execPath}\n`);
  });

  it.each([
    [`darwin-${process.arch}`, mac],
    [`linux-${process.arch}-musl`, alpine],
  ])("is told what to install where they are not (%s)", (name, facts) => {
    expect(takenElsewhere(facts, { PATH: folder })).toMatch(
      new RegExp(
        `no Node and pnpm of its own for ${name}\\. Install Node [\\d.]+ and pnpm [\\d.]+,`,
      ),
    );
  });
});
