import "server-only";
import { createPorts, type Ports } from "@reslot/api/server";
import { clerkIdentity } from "./identity.ts";
import { settings } from "./settings.ts";
import { telemetryOfProcess } from "./telemetry.ts";

// Pages and route handlers are bundled apart, yet they run in one process and share its caches.
const shared: typeof globalThis & { reslotPorts?: Ports } = globalThis;

/** The outside world of this process, made at its first use. */
export function getPorts(): Ports {
  shared.reslotPorts ??= createPorts(settings(), {
    identity: clerkIdentity,
    telemetry: telemetryOfProcess(),
  });
  return shared.reslotPorts;
}
