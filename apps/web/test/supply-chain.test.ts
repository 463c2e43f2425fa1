import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

interface Floor {
  /** Where the weakness is described; every name that it goes by. */
  readonly advisory: string;
  readonly name: string;
  /** The oldest version that may be locked. */
  readonly minimum: string;
}

const floor = (advisory: string, name: string, minimum: string): Floor => ({
  advisory,
  name,
  minimum,
});

/** Weaknesses that touch what Reslot does. They are checked offline: an audit needs a network. */
const floors: readonly Floor[] = [
  floor("CVE-2025-29927: x-middleware-subrequest skips the middleware", "next", "15.2.3"),
  floor("GHSA-267c-6grr-h53f, GHSA-26hh-7cqf-hhc6: proxy bypass by .rsc", "next", "16.2.6"),
  floor("GHSA-492v-c6pp-mqqv, GHSA-36qx-fr4f-26g5: proxy bypass by parameters", "next", "16.2.6"),
  floor("GHSA-c4j6-fc7j-m34r: requests forged by a WebSocket upgrade", "next", "16.2.6"),
  floor("CVE-2025-55182, CVE-2025-66478: code execution by Flight", "next", "16.2.6"),
  floor("CVE-2026-23869, CVE-2026-23870: Server Functions exhaust memory", "react", "19.2.6"),
  floor("CVE-2026-23869, CVE-2026-23870: Server Functions exhaust memory", "react-dom", "19.2.6"),
  floor("GHSA-vqx2-fgx2-5wq9: createRouteMatcher bypass", "@clerk/nextjs", "7.2.1"),
  floor("GHSA-w24r-5266-9c3c: combined has() and protect()", "@clerk/nextjs", "7.2.4"),
  floor("GHSA-gjxx-92w9-8v8f: frontendApiProxy leaks the secret key", "@clerk/backend", "3.2.14"),
  floor("GHSA-vqx2-fgx2-5wq9: createRouteMatcher bypass", "@clerk/shared", "4.8.3"),
  floor("GHSA-vqx2-fgx2-5wq9: createRouteMatcher bypass", "@clerk/clerk-js", "6.7.5"),
  floor("GHSA-43p4-m455-4f4j: prototype pollution by forms", "@trpc/server", "11.8.0"),
  floor("GHSA-pj3v-9cm8-gvj8: a message stops the server", "@trpc/server", "11.1.1"),
  floor("CVE-2025-48370: paths in user ids", "@supabase/auth-js", "2.69.1"),
  floor("CVE-2025-13033: an address parsed as another", "nodemailer", "7.0.7"),
];

/** Every version in the lockfile, by the package's name. */
function lockedVersions(): ReadonlyMap<string, readonly string[]> {
  const [, packages = ""] = read("pnpm-lock.yaml").split(/^packages:$/m);
  const [section = ""] = packages.split(/^snapshots:$/m);
  const versions = new Map<string, string[]>();
  for (const [, name = "", version = ""] of section.matchAll(
    /^ {2}'?(@?[^@'\s]+)@([^:'(\s]+)'?:$/gm,
  ))
    versions.set(name, [...(versions.get(name) ?? []), version]);
  return versions;
}

function isAtLeast(version: string, minimum: string): boolean {
  const [core = "", prerelease] = version.split("-");
  const given = core.split(".").map(Number);
  const wanted = minimum.split(".").map(Number);
  const differing = wanted.findIndex((part, index) => part !== given[index]);
  if (differing === -1) return prerelease === undefined;
  return (given[differing] ?? 0) > (wanted[differing] ?? 0);
}

describe("what is installed", () => {
  const locked = lockedVersions();

  it("is read from the lockfile", () => {
    expect(locked.size).toBeGreaterThan(300);
    expect(locked.get("next")).toHaveLength(1);
  });

  it.each(floors)("is not open to $advisory ($name)", ({ name, minimum }) => {
    const tooOld = locked.get(name)?.filter((version) => !isAtLeast(version, minimum));
    expect(tooOld ?? []).toEqual([]);
  });

  it("has the packages that the floors are about, so that none is checked in vain", () => {
    const absent = floors.map(({ name }) => name).filter((name) => !locked.has(name));
    expect(absent).toEqual([]);
  });

  it("comes from the registry, each with its checksum", () => {
    const resolutions = [...read("pnpm-lock.yaml").matchAll(/^ {4}resolution: \{(.*)\}$/gm)];
    const odd = resolutions
      .map(([, source = ""]) => source)
      .filter((source) => !/^integrity: sha512-[\w+/]+=*$/.test(source));
    expect(resolutions.length).toBeGreaterThan(300);
    expect(odd).toEqual([]);
  });

  it("runs no script while it is installed, but those that are listed", () => {
    const listed = [
      ...read("pnpm-workspace.yaml").matchAll(/^ {2}"?([@\w/.-]+)"?: (true|false)$/gm),
    ];
    const known = listed.map(([, name]) => name);
    const allowed = listed.filter(([, , answer]) => answer === "true").map(([, name]) => name);

    expect(allowed).toEqual([]);
    expect(packagesWithScripts().filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe("isAtLeast", () => {
  it("compares numbers, and takes a pre-release for older than what it leads to", () => {
    expect(isAtLeast("16.10.0", "16.2.6")).toBe(true);
    expect(isAtLeast("16.2.6", "16.2.6")).toBe(true);
    expect(isAtLeast("16.2.6-canary.1", "16.2.6")).toBe(false);
    expect(isAtLeast("16.2.5", "16.2.6")).toBe(false);
    expect(isAtLeast("15.9.9", "16.2.6")).toBe(false);
  });
});

/** Whoever asks to run something when they are installed, a native build without words included. */
function packagesWithScripts(): string[] {
  const store = join(root, "node_modules/.pnpm");
  const files = globSync(["*/node_modules/*/package.json", "*/node_modules/@*/*/package.json"], {
    cwd: store,
  });
  const names = files.flatMap((file) => {
    const { name, scripts = {} }: Manifest = JSON.parse(readFileSync(join(store, file), "utf8"));
    const asks = ["preinstall", "install", "postinstall"].some((step) => step in scripts);
    const builds = existsSync(join(store, dirname(file), "binding.gyp"));
    return asks || builds ? [name] : [];
  });
  return [...new Set(names)].toSorted();
}

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}
