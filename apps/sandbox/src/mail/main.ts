import process from "node:process";
import { readEnv } from "./env.ts";
import { startServer, type MailServer } from "./server.ts";

/** Stops on the first signal; a second one changes nothing. */
function stopOnSignals(server: MailServer): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void server.close().then(() => process.exit(0));
    });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE") {
    return "Mail stand-in: the port is in use; set SANDBOX_PORT to another one.";
  }
  return error.message;
}

try {
  const server = await startServer(readEnv());
  stopOnSignals(server);
  console.log(JSON.stringify({ ready: true, url: server.url }));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
