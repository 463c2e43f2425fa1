// Part of `npm run check`: `node scripts/supply-chain.mjs [root of the repository] [--osv URL --sbom FILE]`. All but OSV
// works without a network; with one, what OSV knows counts too.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { accepted, advisories, recordedAt } from "./advisories.mjs";
import { askOsv, componentsOf } from "./ask-osv.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
/** Three days. */
const MINIMUM_AGE_MINUTES = 4320;

/** Every version in a lockfile of pnpm, by the package's name. */
function lockedVersions(lockfile) {
  const [, packages = ""] = lockfile.split(/^packages:$/m);
  const [section = ""] = packages.split(/^snapshots:$/m);
  const versions = new Map();
  for (const [, name, version] of section.matchAll(/^ {2}'?(@?[^@'\s]+)@([^:'(\s]+)'?:$/gm)) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return versions;
}

/** A pre-release is older than what it leads to. */
function isAtLeast(version, minimum) {
  const [core = "", prerelease] = version.split("-");
  const given = core.split(".").map(Number);
  const wanted = minimum.split(".").map(Number);
  const differing = wanted.findIndex((part, index) => part !== given[index]);
  if (differing === -1) return prerelease === undefined;
  return given[differing] > wanted[differing];
}

function openAdvisories(locked) {
  return advisories.flatMap(({ advisory, package: name, fixedIn }) => {
    const versions = locked.get(name);
    if (!versions)
      return [`${name} is not installed, so ${advisory} is checked in vain: take it out.`];
    const open = versions.filter((version) => !isAtLeast(version, fixedIn));
    return open.map(
      (version) => `${name} ${version} is open to ${advisory}; it is fixed in ${fixedIn}.`,
    );
  });
}

/** Everything comes from the registry, with its checksum: no address, no folder, no repository. */
function oddSources(lockfile) {
  const resolutions = [...lockfile.matchAll(/^ {4}resolution: \{(.*)\}$/gm)];
  return resolutions
    .filter(([, source]) => !/^integrity: sha512-[\w+/]+=*$/.test(source))
    .map(([, source]) => `The lockfile takes something from elsewhere: ${source}`);
}

/** The packages whose scripts pnpm may run while it installs: those listed as true. */
function listedBuilds(workspace) {
  const [, section = ""] = /^allowBuilds:\n((?: {2}.*\n?)*)/m.exec(workspace) ?? [];
  const lines = [...section.matchAll(/^ {2}"?([@\w/.-]+)"?: (true|false)$/gm)];
  return new Map(lines.map(([, name, answer]) => [name, answer === "true"]));
}

/** Packages that ask to run something when they are installed, an implicit native build included. */
function packagesWithScripts(root) {
  const store = join(root, "node_modules/.pnpm");
  const files = globSync(["*/node_modules/*/package.json", "*/node_modules/@*/*/package.json"], {
    cwd: store,
  });
  const names = files.flatMap((file) => {
    const { name, scripts = {} } = JSON.parse(readFileSync(join(store, file), "utf8"));
    const asks = ["preinstall", "install", "postinstall"].some((step) => step in scripts);
    return asks || existsSync(join(store, dirname(file), "binding.gyp")) ? [name] : [];
  });
  return [...new Set(names)];
}

function scriptProblems(root, workspace) {
  const listed = listedBuilds(workspace);
  const allowed = [...listed].filter(([, isAllowed]) => isAllowed).map(([name]) => name);
  const unknown = packagesWithScripts(root).filter((name) => !listed.has(name));
  return [
    ...allowed.map((name) => `${name} may run a script at installation; nothing here needs one.`),
    ...unknown.map((name) => `${name} wants to run a script at installation and is not listed.`),
  ];
}

/** The Node and pnpm that everything runs under come with checksums too. */
function toolchainProblems(root) {
  const { packages } = JSON.parse(
    readFileSync(join(root, "scripts/toolchain/package-lock.json"), "utf8"),
  );
  const { "": own, ...locked } = packages;
  const loose = Object.entries(own.optionalDependencies ?? {}).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  return [
    ...loose.map(([name, version]) => `The toolchain's ${name} is not exact: ${version}.`),
    ...Object.entries(locked)
      .filter(([, { integrity }]) => !/^sha512-[\w+/]+=*$/.test(integrity ?? ""))
      .map(([place]) => `The toolchain's ${place} has no checksum.`),
  ];
}

/** A release is only installed some days after it was published: most bad ones are found by then. */
function ageProblems(workspace) {
  const [, minutes = "0"] = /^minimumReleaseAge: (\d+)$/m.exec(workspace) ?? [];
  return Number(minutes) >= MINIMUM_AGE_MINUTES
    ? []
    : [`minimumReleaseAge is less than ${MINIMUM_AGE_MINUTES} minutes.`];
}

/** What is wrong with what is installed, in sentences; nothing when all is well. */
function findProblems(root) {
  const lockfile = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
  const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
  const locked = lockedVersions(lockfile);
  if (locked.size === 0) return ["The lockfile could not be read."];
  return [
    ...openAdvisories(locked),
    ...oddSources(lockfile),
    ...scriptProblems(root, workspace),
    ...toolchainProblems(root),
    ...ageProblems(workspace),
  ];
}

/**
 * What OSV knows and we have not looked at. An advisory of weight against something that we ship is a problem; every
 * other one is only said.
 */
async function askForMore({ osv, sbom }) {
  const found = await askOsv(osv, componentsOf(sbom));
  if (found === null) {
    return { said: [`OSV cannot be reached: as recorded on ${recordedAt}`], problems: [] };
  }
  const open = found.filter(
    ({ id, aliases, name }) =>
      !accepted.some((each) => each.package === name && [id, ...aliases].includes(each.advisory)),
  );
  const sentence = ({ id, name, version, severity }) =>
    `${name} ${version} is open to ${id} (${severity.toLowerCase()}), says OSV.`;
  const isGrave = ({ shipped, severity }) => shipped && ["HIGH", "CRITICAL"].includes(severity);
  return {
    said: ["asked OSV", ...open.filter((each) => !isGrave(each)).map(sentence)],
    problems: open.filter(isGrave).map(sentence),
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { osv: { type: "string" }, sbom: { type: "string" } },
});
const problems = findProblems(positionals[0] ?? here);
const more = values.osv && values.sbom ? await askForMore(values) : { said: [], problems: [] };
const all = [...problems, ...more.problems];
for (const problem of all) console.error(`✗ ${problem}`);
const said = [`${advisories.length} advisories, no script at installation`, ...more.said].join(
  "; ",
);
if (all.length > 0) process.exit(1);
console.log(`✓ supply      ${said}`);
