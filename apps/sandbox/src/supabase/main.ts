import { readEnv } from "./env.ts";
import { type RunningSupabase, startSupabase } from "./server.ts";

// Lite logs to the console; stdout is reserved for the ready line.
console.log = console.error;
console.info = console.error;
console.debug = console.error;

let running: RunningSupabase | undefined;
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await running?.stop();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());

try {
  running = await startSupabase(readEnv());
  process.stdout.write(`${JSON.stringify({ ready: true, url: running.url })}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
