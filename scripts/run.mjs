// The root commands, run by bootstrap.mjs under the Node that Reslot is built with.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publicBuildEnv } from "./build-env.mjs";
import { runCommand, runStep, stopCommands } from "./steps.mjs";
import { printTestCounts } from "./test-counts.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const local = join(root, ".local");
const [command = "start", ...args] = process.argv.slice(2);
const env = { ...process.env, ...publicBuildEnv };
const pnpm = process.platform === "win32" ? "pnpm.cmd" : "pnpm";
const step = (name, line) =>
  runStep(name, [pnpm, ...line], { cwd: root, logDir: join(local, "logs"), env });
const tool = (...line) => runCommand([pnpm, "exec", ...line], { cwd: root, env });

const install = () => step("install", ["install", "--frozen-lockfile", "--prefer-offline"]);
const build = () => step("build", ["exec", "turbo", "run", "build", "--output-logs=new-only"]);
const stack = (...flags) =>
  runCommand([process.execPath, join(root, "apps/launcher/src/main.ts"), ...flags], {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

const CHECKS = {
  format: ["oxfmt", "--check", "."],
  lint: ["oxlint"],
  boundaries: ["turbo", "boundaries"],
  versions: ["sherif"],
  unused: ["knip"],
  types: ["turbo", "run", "typecheck", "--output-logs=errors-only"],
};

async function start() {
  return (await install()) && (await build()) ? stack(...args) : 1;
}

async function dev() {
  return (await install()) ? stack("--dev", ...args) : 1;
}

async function check() {
  if (!(await install())) return 1;
  for (const [name, line] of Object.entries(CHECKS)) {
    if (!(await step(name, ["exec", ...line]))) return 1;
  }
  for (const script of ["layers.mjs", "style-budget.mjs", "supply-chain.mjs"]) {
    const code = await runCommand([process.execPath, join(root, "scripts", script), "--check"], {
      cwd: root,
    });
    if (code !== 0) return code;
  }
  return 0;
}

async function bench() {
  return (await install())
    ? runCommand([pnpm, "--filter", "@reslot/bench", "bench", ...args], { cwd: root })
    : 1;
}

async function fix() {
  if (!(await install())) return 1;
  const layers = [process.execPath, join(root, "scripts", "layers.mjs")];
  const code = (await runCommand(layers, { cwd: root })) || (await tool("oxlint", "--fix"));
  return code || tool("oxfmt", ".");
}

/** `--seeds N`: how many runs of each kind the simulator of the reschedule protocol makes. */
function takeSeeds(flags) {
  const at = flags.indexOf("--seeds");
  if (at === -1) return { rest: flags, seeds: {} };
  return { rest: flags.toSpliced(at, 2), seeds: { SIM_SEEDS: flags[at + 1] } };
}

/**
 * Each is a process of its own, for vitest gives a machine of two cores one worker. The API's tests take as long as
 * all others together; the walks have the machine to themselves.
 */
const TEST_ROUNDS = [
  { api: ["@reslot/api"], others: ["!@reslot/api", "!e2e"] },
  { walks: ["e2e"] },
];

async function test() {
  const { rest, seeds } = takeSeeds(args);
  Object.assign(env, seeds);
  if (!(await install()) || !(await step("types", ["exec", ...CHECKS.types])) || !(await build())) {
    return 1;
  }
  const runs = [];
  for (const round of TEST_ROUNDS) {
    const running = Object.entries(round).map((part) => runTests(part, rest));
    runs.push(...(await Promise.all(running)));
  }
  return printTestCounts(runs) ? 0 : 1;
}

async function runTests([name, projects], flags) {
  const report = join(local, `test-report-${name}.json`);
  rmSync(report, { force: true });
  const code = await tool(
    "vitest",
    "run",
    ...projects.map((project) => `--project=${project}`),
    "--passWithNoTests", // a filter may leave one part nothing to do
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...flags,
  );
  return { report, code };
}

/** `chaos` or `load`: builds, then starts a stack of its own. */
async function runResilience(name) {
  if (!(await install()) || !(await build())) return 1;
  const main = join(root, "apps/resilience/src", name, "main.ts");
  return runCommand([process.execPath, main, ...args], { cwd: root, env });
}

const chaos = () => runResilience("chaos");
const load = () => runResilience("load");

function reset() {
  const lock = join(local, "stack.lock");
  const owner = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  if (owner && isAlive(owner)) {
    console.error(`✗ Reslot is running (process ${owner}). Stop it first, then reset.`);
    return 1;
  }
  for (const name of [
    "data",
    "secrets.json",
    "credentials.json",
    "people.json",
    "stack.json",
    "stack.lock",
  ]) {
    rmSync(join(local, name), { recursive: true, force: true });
  }
  console.log(
    "✓ reset       the embedded data and its keys are gone; the next start makes new ones",
  );
  return 0;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const commands = { start, dev, check, fix, test, bench, chaos, load, reset };
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => stopCommands(signal));
process.on("disconnect", () => stopCommands("SIGTERM"));

const run = commands[command];
if (!run) {
  console.error(`✗ There is no "${command}". Choose from: ${Object.keys(commands).join(", ")}.`);
  process.exit(64);
}
process.exit(await run());
