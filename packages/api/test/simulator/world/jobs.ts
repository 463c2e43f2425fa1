import { recoverAnswers } from "../../../src/answer/recover-answers.ts";
import { deliverDueMail } from "../../../src/notification/deliver-mail.ts";
import { recoverAttempts } from "../../../src/reschedule/recover-attempts.ts";
import type { App } from "../../../src/server.ts";
import { processWebhooks } from "../../../src/sync/process-webhooks.ts";
import { readUnconnected } from "../../../src/sync/read-unconnected.ts";
import { syncCoaches } from "../../../src/sync/sync-coaches.ts";
import { pick } from "../random.ts";
import type { Program, SimWorld } from "./sim-world.ts";

/** What a worker does; each claims what is due. */
const jobs = {
  recover: (app: App) => Promise.all([recoverAttempts(app), recoverAnswers(app)]),
  webhooks: processWebhooks,
  sync: syncCoaches,
  unconnected: readUnconnected,
  mail: (app: App) => deliverDueMail(app, new AbortController().signal),
} satisfies Record<string, (app: App) => Promise<unknown>>;

type JobName = keyof typeof jobs;

const names: readonly JobName[] = [
  "recover",
  "recover",
  "webhooks",
  "webhooks",
  "sync",
  "unconnected",
  "mail",
  "mail",
];

/** One of the jobs, begun by a worker. */
export function spawnJob(world: SimWorld, worker: Program, step: number): void {
  const name = pick(world.random, names);
  spawn(world, worker, { label: `${name} ${step}`, job: name });
}

/** These jobs, all at once. */
export async function runJobs(world: SimWorld, worker: Program, all: readonly JobName[]) {
  for (const name of all)
    spawn(world, worker, { label: `${name} at rest ${world.now()}`, job: name });
}

function spawn(
  world: SimWorld,
  { app, name }: Program,
  { label, job }: { label: string; job: JobName },
) {
  world.scheduler.spawn(`${name} ${label}`, async () => {
    await jobs[job](app).catch(() => null);
  });
}
