// The launcher: starts the whole stack on this machine, seeds it, prints where it is, and keeps it running.
import { rmSync } from "node:fs";
import { fortyMentees } from "./seed/further-people.ts";
import { seedBookings } from "./seed/seed-bookings.ts";
import { deploymentEnv, startDeployment } from "./stack/deployment.ts";
import { takeLock } from "./stack/lock.ts";
import type { RunningProcess } from "./stack/process.ts";
import { withProgress } from "./stack/progress.ts";
import { readSettings, type StackSettings } from "./stack/settings.ts";
import { type RunningStack, type Stack, startStack } from "./stack/stack.ts";
import { writeStackFile } from "./stack/stack-file.ts";

const started: RunningProcess[] = [];
let release = () => {};
let removeStackFile = () => {};
let isStopping = false;

/** Stops every process in reverse order of its start, then exits with `code`. */
async function shutDown(code: number): Promise<never> {
  if (!isStopping) {
    isStopping = true;
    for (const child of started.toReversed()) await child.stop();
    removeStackFile();
    release();
    if (started.length > 0) console.log("✓ stopped");
  }
  process.exit(code);
}

function onSignal(signal: NodeJS.Signals, code: number): void {
  process.on(signal, () => {
    if (isStopping) return; // Ctrl-C arrives twice: from the terminal and from the parent process
    console.log("\n· stopping    …");
    void shutDown(code);
  });
}

function printSummary(stack: Stack): void {
  const people = stack.people.filter(({ key }) => !fortyMentees.some((one) => one.key === key));
  const lines = people.map(
    ({ key, email, password }) => `  ${key.padEnd(18)} ${email.padEnd(28)} ${password}`,
  );
  console.log(
    [
      "",
      `Reslot is running at ${stack.urls.webUrl}`,
      "",
      "Sign in as           email                        password",
      ...lines,
      "",
      `Cal.com stand-in     ${stack.urls.calUrl}`,
      `Email inbox          ${stack.urls.mailUrl}`,
      "",
      "Ctrl-C stops everything.",
    ].join("\n"),
  );
}

/** For `kill -USR2`: shows what open pages do while their server restarts. */
async function restartWeb(stack: RunningStack): Promise<void> {
  if (isStopping) return;
  try {
    await withProgress("restart", () => stack.restartWeb());
    console.log(JSON.stringify({ restarted: "web" }));
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    await shutDown(1);
  }
}

async function startLocal(settings: StackSettings): Promise<readonly RunningProcess[]> {
  const stack = await startStack(settings, (child) => started.push(child));
  const bookings = await withProgress("seed", () =>
    seedBookings(settings.localDir, stack, Date.now()),
  );
  const stackFile = writeStackFile(settings.localDir, stack, bookings);
  removeStackFile = () => rmSync(stackFile, { force: true });
  process.on("SIGUSR2", () => void restartWeb(stack));
  printSummary(stack);
  console.log(JSON.stringify({ ready: true, url: stack.urls.webUrl, stackFile }));
  return stack.processes;
}

/** Runs the product with the environment as given, without stand-ins. */
async function startDeployed(
  settings: StackSettings,
  env: Record<string, string>,
): Promise<readonly RunningProcess[]> {
  const processes = await startDeployment({ settings, env }, (child) => started.push(child));
  console.log(`\nReslot is running for ${env["APP_ORIGIN"]}, on port ${settings.ports.web}`);
  return processes;
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  release = takeLock(settings.localDir);
  const env = deploymentEnv(process.env);
  const processes = env ? await startDeployed(settings, env) : await startLocal(settings);

  const first = await Promise.race(
    processes.map(async (child) => ({ name: child.name, code: await child.exited })),
  );
  if (isStopping) return;
  console.error(
    `✗ ${first.name} exited unexpectedly (code ${first.code}); see ${settings.localDir}/logs/${first.name}.log`,
  );
  await shutDown(1);
}

onSignal("SIGINT", 130);
onSignal("SIGTERM", 143);
onSignal("SIGHUP", 129);
process.on("disconnect", () => void shutDown(143));

main().catch((error: unknown) => {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  return shutDown(1);
});
