import process from "node:process";
import type { RunningServer } from "./serve.ts";

/**
 * The life of a stand-in's process: starts it, prints the one line that says where it is, and ends
 * it on the first signal. What stops the start is one sentence on stderr and exit code 1.
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

/** A second signal changes nothing. */
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
