import process from "node:process";
import type { RunningServer } from "./serve.ts";

/**
 * Runs a stand-in as a process: starts it, prints its ready line, and stops it on the first signal.
 * If it cannot start, prints one sentence to stderr and exits with code 1.
 */
export async function runStandIn(name: string, start: () => Promise<RunningServer>): Promise<void> {
  try {
    const server = await start();
    stopOnSignals(server);
    console.log(JSON.stringify({ ready: true, url: server.url }));
  } catch (error) {
    console.error(explain(name, error));
    process.exitCode = 1;
  }
}

/** Ignores further signals. */
function stopOnSignals(server: RunningServer): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
}

function explain(name: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE") {
    return `${name} stand-in: the port is in use; set SANDBOX_PORT to another one.`;
  }
  return error.message;
}
