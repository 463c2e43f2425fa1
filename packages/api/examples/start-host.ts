import type { Server } from "node:http";
import {
  createBackgroundWork,
  createPorts,
  createTableJobs,
  type Host,
  type Settings,
} from "@reslot/api/server";
import { serveRouter } from "./serve-router.ts";

interface RunningHost {
  server: Server;
  stop(): Promise<void>;
}

/** A whole Reslot in one process of yours: the router, and the work that no request waits for. */
export function startHost(
  settings: Settings,
  { userIds, ...host }: Host & { userIds: ReadonlyMap<string, string> },
): RunningHost {
  const app = createPorts(settings, host);
  const work = createBackgroundWork(app, { jobs: createTableJobs(app) });
  const tick = () => work.tick().catch((error: unknown) => app.log.error("WORKER_ERROR", error));
  const timer = setInterval(() => void tick(), 1_000);
  const server = serveRouter(app, userIds);
  return {
    server,
    async stop() {
      clearInterval(timer);
      server.close();
      await work.stop();
    },
  };
}
