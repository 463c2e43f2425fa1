import "server-only";
import { type App, createClerkIdentity, createPorts } from "@reslot/api/server";
import { settingsOf } from "@reslot/api/settings";
import { env } from "@/env.ts";
import { processTelemetry } from "./telemetry.ts";

// Pages and route handlers are separate bundles in one process, and share its caches.
const shared: typeof globalThis & { reslotPorts?: App } = globalThis;

/** The ports of this process, created on first use. */
export function getPorts(): App {
  const { CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl } = env();
  shared.reslotPorts ??= createPorts(settingsOf(env()), {
    identity: createClerkIdentity({ secretKey, apiUrl }),
    telemetry: processTelemetry(),
  });
  return shared.reslotPorts;
}
