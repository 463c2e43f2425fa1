import "server-only";
import { type App, createPorts } from "@reslot/api/server";
import { settingsOf } from "@reslot/api/settings";
import { env } from "@/env.ts";
import { clerkIdentity } from "@/server/clerk/clerk-identity.ts";
import { processTelemetry } from "./telemetry.ts";

// Pages and route handlers are separate bundles in one process, and share its caches.
const shared: typeof globalThis & { reslotPorts?: App } = globalThis;

/** The ports of this process, created on first use. */
export function getPorts(): App {
  shared.reslotPorts ??= createPorts(settingsOf(env()), {
    identity: clerkIdentity,
    telemetry: processTelemetry(),
  });
  return shared.reslotPorts;
}
