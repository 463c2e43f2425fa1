// Runs on any Node >= 18 with nothing installed: installs the Node and pnpm that Reslot is built
// with through npm itself (once), then hands over to scripts/run.mjs under that Node.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchToolchain, pinned, versions } from "./fetch-toolchain.mjs";

const EXIT_UNAVAILABLE = 69;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const local = join(root, ".local");
const cacheFile = join(local, "toolchain.json");

// What npm tells this run about itself; a nested npm or pnpm would take it for its own arguments.
const OWN_TO_NPM =
  /^(npm_(config_(call|package|yes|local_prefix|global_prefix|prefix|node_gyp|npm_version|user_agent|init_module|globalconfig|noproxy)|lifecycle_.*|package_.*|command|execpath|node_execpath)|NODE|INIT_CWD)$/i;
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !OWN_TO_NPM.test(name)),
);

function fail(message) {
  console.error(`\n✗ ${message}`);
  process.exit(EXIT_UNAVAILABLE);
}

function readCachedToolchain() {
  try {
    const cached = JSON.parse(readFileSync(cacheFile, "utf8"));
    const isCurrent = cached.pinned === pinned;
    return isCurrent && existsSync(cached.node) && existsSync(cached.bin) ? cached : null;
  } catch {
    return null;
  }
}

/** npm as a command line: the one that started us when there is one, so that PATH does not matter. */
function npmCommand() {
  const self = process.env.npm_execpath;
  return self && self.endsWith("npm-cli.js") ? [process.execPath, self] : ["npm"];
}

function installToolchain() {
  console.log(
    `· toolchain   getting Node ${versions.node} and pnpm ${versions.pnpm} through npm, once`,
  );
  mkdirSync(local, { recursive: true });
  try {
    const toolchain = { pinned, ...fetchToolchain({ parent: local, npm: npmCommand(), env }) };
    writeFileSync(cacheFile, JSON.stringify(toolchain));
    return toolchain;
  } catch (error) {
    return fail(error.message);
  }
}

if (Number(process.versions.node.split(".")[0]) < 18) {
  fail(`Reslot needs Node 18 or newer to get going; this is ${process.version}.`);
}
const startedAt = Date.now();
const toolchain = readCachedToolchain() ?? installToolchain();
const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
console.log(`✓ toolchain   Node ${versions.node}, pnpm ${versions.pnpm}  ${seconds} s`);

const child = spawn(toolchain.node, [join(root, "scripts", "run.mjs"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: { ...env, PATH: toolchain.bin + delimiter + env.PATH },
});

let isStopping = false;
function stop(signal) {
  isStopping = true;
  if (child.exitCode === null) child.kill(signal);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));

// On TERM npm ends only its own shell and not this process, so it stops when it has lost its parent.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && !isStopping) stop("SIGTERM");
}, 500).unref();

child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
