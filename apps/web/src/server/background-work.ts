import "server-only";
import { createBackgroundWork, createJobsEngine } from "@reslot/api/server";
import { getPorts } from "./ports.ts";

type BackgroundWork = ReturnType<typeof createBackgroundWork>;

let work: Promise<BackgroundWork> | undefined;

/** The background work of this process, on the configured engine; opened on first use. */
export function getBackgroundWork(): Promise<BackgroundWork> {
  work ??= open().catch((error: unknown) => {
    work = undefined;
    throw error;
  });
  return work;
}

async function open(): Promise<BackgroundWork> {
  const ports = getPorts();
  return createBackgroundWork(ports, { jobs: await createJobsEngine(ports) });
}
