// The root commands, run by bootstrap.mjs under the Node that Reslot is built with.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publicBuildEnv } from "./build-env.mjs";
import { writeReport } from "./report.mjs";
import { selectTests } from "./select-tests.mjs";
import { chooseSlices, mutantsFolder, runSlice } from "./stryker-slices.mjs";
import { runCommand, runStep, stopCommands } from "./steps.mjs";
import { printTestCounts } from "./test-counts.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const local = join(root, ".local");
const [command = "start", ...args] = process.argv.slice(2);
const env = { ...process.env, ...publicBuildEnv };
const pnpm = process.platform === "win32" ? "pnpm.cmd" : "pnpm";
const step = (name, line, options) =>
  runStep(name, [pnpm, ...line], { cwd: root, logDir: join(local, "logs"), env, ...options });
const tool = (...line) => runCommand([pnpm, "exec", ...line], { cwd: root, env });

const install = () => step("install", ["install", "--frozen-lockfile", "--prefer-offline"]);
const build = () => step("build", ["exec", "turbo", "run", "build", "--output-logs=new-only"]);
const stack = (...flags) =>
  runCommand([process.execPath, join(root, "apps/launcher/src/main.ts"), ...flags], {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

/** Workers of each run, up to what memory bears. Those of the journeys are busier: a browser and the whole product each. */
const TEST_WORKERS = {
  unit: Math.min(availableParallelism() + 1, 4),
  e2e: Math.min(availableParallelism(), 4),
};

const CHECKS = {
  format: ["oxfmt", "--check", "."],
  lint: ["oxlint"],
  boundaries: ["turbo", "boundaries"],
  versions: ["sherif"],
  unused: ["knip"],
  types: ["turbo", "run", "typecheck", "--output-logs=errors-only"],
};

/** What is installed, for scanners: CycloneDX, from the lockfile alone. */
const SBOM = [
  "sbom",
  "--lockfile-only",
  "--sbom-format",
  "cyclonedx",
  "--sbom-type",
  "application",
];

async function start() {
  return (await install()) && (await checkEnvironment()) && (await build()) ? stack(...args) : 1;
}

async function checkEnvironment() {
  const program = join(root, "apps/web/src/program/check.ts");
  return (await runCommand([process.execPath, program], { cwd: root, env })) === 0;
}

async function dev() {
  return (await install()) ? stack("--dev", ...args) : 1;
}

/**
 * Makes both programs, and with `--out FOLDER` copies them there: `web/apps/web/main.mjs` and `worker/main.mjs` need
 * nothing but Node.
 */
async function buildPrograms() {
  if (!(await install()) || !(await build())) return 1;
  if (!args.includes("--out")) return 0;
  const out = args[args.indexOf("--out") + 1];
  if (!out) {
    console.error("✗ --out needs a folder.");
    return 64;
  }
  // What web needs of node_modules is linked from where it is used, and a copy keeps the links.
  const how = { recursive: true, verbatimSymlinks: true };
  cpSync(join(root, "apps/web/.next/standalone"), join(out, "web"), how);
  cpSync(join(root, "apps/worker/dist"), join(out, "worker"), how);
  console.log(
    `✓ programs    ${join(out, "web/apps/web/main.mjs")}, ${join(out, "worker/main.mjs")}`,
  );
  return 0;
}

async function check() {
  if (!(await install())) return 1;
  // Lint knows types, and those of the pages' addresses are generated.
  if (!(await step("routes", ["--filter", "@reslot/web", "exec", "next", "typegen"]))) return 1;
  for (const [name, line] of Object.entries(CHECKS)) {
    if (!(await step(name, ["exec", ...line]))) return 1;
  }
  const sbom = join(local, "reports", "sbom.cdx.json");
  mkdirSync(dirname(sbom), { recursive: true });
  if (!(await step("sbom", [...SBOM, "--out", sbom]))) return 1;
  for (const [script, ...flags] of [
    ["layers.mjs", "--check"],
    ["style-budget.mjs"],
    ["supply-chain.mjs", "--sbom", sbom, "--osv", "https://api.osv.dev"],
  ]) {
    const code = await runCommand([process.execPath, join(root, "scripts", script), ...flags], {
      cwd: root,
    });
    if (code !== 0) return code;
  }
  return 0;
}

const measure = (name, line) =>
  writeReport(name, {
    folder: join(local, "reports"),
    run: (figures) => runCommand(line, { cwd: root, env: { ...env, ...figures } }),
  });

async function bench() {
  if (!(await install())) return 1;
  const code = await measure("bench", [pnpm, "--filter", "@reslot/bench", "bench", ...args]);
  const plans = join(root, "packages/cal/bench/run.ts");
  return (await measure("bench-plans", [process.execPath, plans])) || code;
}

/** The tests of packages/db again, on PostgreSQL and PostgREST; an argument selects parts. */
async function testStrict() {
  if (!(await install())) return 1;
  return runCommand([pnpm, "--filter", "@reslot/db", "test:strict", ...args], { cwd: root, env });
}

/** What each query costs with ten times the rows, on PostgreSQL: `--rows small|full`. */
async function benchData() {
  if (!(await install())) return 1;
  return measure("bench-data", [process.execPath, join(root, "packages/db/bench/run.ts"), ...args]);
}

/** How many rounds of requests follow one another, and how many files a move enters. */
async function depth() {
  if (!(await install())) return 1;
  const line = ["vitest", "run", "--project=@reslot/api", "--maxWorkers=1", ...args];
  return measure("depth", [pnpm, "exec", ...line, "packages/api/test/depth"]);
}

/** Runs the reschedule protocol `--seeds N` times, or 100, in each of four kinds of a simulated world, and broken ones. */
async function simulate() {
  const { env: seeds, flags } = selectTests(args, root);
  Object.assign(env, { SIM_SEEDS: "100" }, seeds);
  if (!(await install())) return 1;
  const projects = ["--project=@reslot/api", "--project=broken-protocols"];
  const line = ["vitest", "run", ...projects, ...flags, "packages/api/test/simulator"];
  return measure("simulate", [pnpm, "exec", ...line]);
}

/** Breaks a copy of the product in one place after the other, and runs the test that has to notice it. */
async function mutants() {
  if (!(await install())) return 1;
  return measure("mutants", [process.execPath, join(root, mutantsFolder, "main.ts"), ...args]);
}

/** Lets Stryker break one expression after the other in the slices that are named, or that `--changed REF` shows. */
async function mutantsStryker() {
  const work = chooseSlices(args, root);
  if (work.length === 0) return 0;
  if (!(await install())) return 1;
  const codes = [];
  for (const slice of work) codes.push(await runSlice(slice, { root, pnpm, env }));
  return Math.max(...codes);
}

/** Replays what a real Cal.com answered against the stand-in: CAL_RECORDINGS_DIR, CAL_SLOTS_CASES. */
async function conformance() {
  if (!(await install())) return 1;
  return measure("conformance", [pnpm, "--filter", "@reslot/sandbox", "conformance", ...args]);
}

/** The packages as others have them: packed, installed in an empty folder, type-checked, and moving a meeting. */
async function examples() {
  if (!(await install())) return 1;
  if (!(await step("dist", ["exec", "turbo", "run", "dist", "--output-logs=errors-only"])))
    return 1;
  const config = "packages/api/test/packed/vitest.config.ts";
  const line = ["vitest", "run", "--root=packages/api", `--config=${join(root, config)}`, ...args];
  return measure("examples", [pnpm, "exec", ...line]);
}

/** How much script the reschedule page makes a browser load. */
async function weigh() {
  if (!(await install()) || !(await build())) return 1;
  return measure("weigh", [pnpm, "--filter", "@reslot/web", "weigh", ...args]);
}

async function fix() {
  if (!(await install())) return 1;
  const layers = [process.execPath, join(root, "scripts", "layers.mjs")];
  const code = (await runCommand(layers, { cwd: root })) || (await tool("oxlint", "--fix"));
  return code || tool("oxfmt", ".");
}

/**
 * Everything, or with patterns the files whose paths contain one: then only what these need is built, and types are
 * left to `npm run check`. The journeys mostly wait for pages, so the other tests run beside them.
 */
async function test() {
  const selected = selectTests(args, root);
  if (!selected.journeys && !selected.others) {
    console.error(`✗ No test file's path contains ${selected.patterns.join(" or ")}.`);
    return 1;
  }
  // Tests start the same programs dozens of times.
  Object.assign(env, { NODE_COMPILE_CACHE: join(local, "compile-cache") }, selected.env);
  const isWhole = selected.patterns.length === 0;
  if (!(await install())) return 1;
  if (isWhole && !(await step("types", ["exec", ...CHECKS.types]))) return 1;
  if (selected.journeys && !(await build())) return 1;
  return printTestCounts(await Promise.all(startRuns(selected, isWhole))) ? 0 : 1;
}

/** What runs side by side; alone, a run writes to the terminal. */
function startRuns(selected, isWhole) {
  const projects = isWhole ? ["!e2e", "!extending", "!broken-protocols"] : ["!e2e"];
  const isBeside = selected.others && selected.journeys;
  return [
    ...(isWhole ? [testExtending()] : []),
    ...(selected.others ? [runTests("unit", { projects, selected })] : []),
    ...(selected.journeys ? [runTests("e2e", { projects: ["e2e"], selected, isBeside })] : []),
  ];
}

/** The code of docs/extending.md: a cached result of the same sources counts. */
async function testExtending() {
  const line = ["exec", "turbo", "run", "test:extending", "--output-logs=new-only"];
  const code = (await step("extending", line, { shownLines: 100 })) ? 0 : 1;
  return { report: join(root, "packages/docs/.local/test-report.json"), code };
}

/** Runs vitest. Beside another run it is a step: its output goes to a log, of which the end is shown when it fails. */
async function runTests(name, { projects, selected, isBeside = false }) {
  const report = join(local, `test-report-${name}.json`);
  rmSync(report, { force: true });
  const line = [
    "exec",
    "vitest",
    "run",
    ...projects.map((project) => `--project=${project}`),
    `--maxWorkers=${TEST_WORKERS[name]}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...selected.flags,
    ...selected.patterns,
  ];
  if (isBeside) return { report, code: (await step(name, line, { shownLines: 400 })) ? 0 : 1 };
  return { report, code: await runCommand([pnpm, ...line], { cwd: root, env }) };
}

/** `chaos`, `faults`, `load`, `load --stress` or `load --peak`: builds, then starts a stack of its own. */
async function runResilience(name) {
  if (!(await install()) || !(await build())) return 1;
  const main = join(root, "apps/resilience/src", name, "main.ts");
  return measure(name, [process.execPath, main, ...args]);
}

/** Builds for itself, into a folder of its own. */
async function rolling() {
  if (!(await install())) return 1;
  const main = join(root, "apps/resilience/src/rolling/main.ts");
  return measure("rolling", [process.execPath, main, ...args]);
}

const chaos = () => runResilience("chaos");
const faults = () => runResilience("faults");
const kindsOfLoad = ["stress", "peak"];
const load = () => runResilience(kindsOfLoad.find((kind) => args.includes(`--${kind}`)) ?? "load");

/**
 * Takes pictures of every page and state; `--readme` then updates those that the README shows. With `--sheets` only
 * contact sheets, which need no build and no servers.
 */
async function screens() {
  if (!(await install())) return 1;
  const runWeb = (script) => runCommand([pnpm, "--filter", "@reslot/web", script], { cwd: root });
  if (args.includes("--sheets")) return runWeb("screens:sheets");
  if (!(await build())) return 1;
  const code = await runWeb("screens");
  return code === 0 && args.includes("--readme") ? runWeb("screens:readme") : code;
}

async function db(name, flags) {
  if (!(await install())) return 1;
  const program = join(root, "packages/db/tools", `${name}.ts`);
  return measure(name, [process.execPath, program, ...flags]);
}

const dbDiff = () => db("db-diff", args);
/** npm takes a flag before its "--" for a setting of its own. */
const dbTypes = () => db("db-types", process.env.npm_config_check ? ["--check"] : args);

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

const commands = {
  start,
  dev,
  build: buildPrograms,
  check,
  fix,
  test,
  bench,
  "bench:data": benchData,
  "test:strict": testStrict,
  depth,
  weigh,
  simulate,
  mutants,
  "mutants:stryker": mutantsStryker,
  conformance,
  examples,
  chaos,
  faults,
  load,
  rolling,
  screens,
  reset,
  "db:diff": dbDiff,
  "db:types": dbTypes,
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => stopCommands(signal));
process.on("disconnect", () => stopCommands("SIGTERM"));

const run = commands[command];
if (!run) {
  console.error(`✗ There is no "${command}". Choose from: ${Object.keys(commands).join(", ")}.`);
  process.exit(64);
}
process.exit(await run());
