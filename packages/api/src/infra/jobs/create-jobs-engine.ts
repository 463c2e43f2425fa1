import type { Db } from "@reslot/db";
import type { Settings } from "../../core/settings.ts";
import type { Logger } from "../log.ts";
import type { Jobs } from "./jobs.ts";
import { createTableJobs } from "./table-jobs.ts";

interface EngineDeps {
  db: Pick<Db, "jobs">;
  log: Logger;
  settings: Pick<Settings, "database">;
}

/**
 * The jobs engine of this installation: pg-boss where PostgreSQL can be reached directly, else the
 * table `Jobs`. pg-boss is loaded only when it is used.
 *
 * @throws {Error} when pg-boss cannot reach its database
 */
export async function createJobsEngine({ db, log, settings }: EngineDeps): Promise<Jobs> {
  const { database } = settings;
  if (!database || database.jobsEngine === "table") return createTableJobs({ db, log });
  const { createPgBossJobs } = await import("./pg-boss-jobs.ts");
  return createPgBossJobs({ connectionString: database.url, log });
}
