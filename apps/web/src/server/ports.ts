import "server-only";
import { createPorts, type Ports } from "@reslot/api/server";
import { clerkIdentity } from "./identity.ts";
import { settings } from "./settings.ts";
import { processTelemetry } from "./telemetry.ts";

// Pages and route handlers are separate bundles in one process, and share its caches.
const shared: typeof globalThis & { reslotPorts?: Ports } = globalThis;

/** The ports of this process, created on first use. */
export function getPorts(): Ports {
  shared.reslotPorts ??= createPorts(settings(), {
    identity: clerkIdentity,
    telemetry: processTelemetry(),
  });
  return shared.reslotPorts;
}
