import type { Server } from "node:http";
import {
  AppError,
  createBackgroundWork,
  createPorts,
  createTableJobs,
  type Host,
  type Identity,
  type Settings,
} from "@reslot/api/server";
import { serveRouter } from "./serve-router.ts";

interface RunningHost {
  server: Server;
  stop(): Promise<void>;
}

/** People from a list of your own, by their ids. */
export function identityOf(people: ReadonlyMap<string, { email: string; name: string }>): Identity {
  return {
    async getProfile(id) {
      const person = people.get(id);
      if (!person) throw new AppError("UNAUTHENTICATED");
      return person;
    },
  };
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
