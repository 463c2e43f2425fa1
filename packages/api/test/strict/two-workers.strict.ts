import { describeTwoWorkers } from "../jobs/two-workers.ts";

describeTwoWorkers("of table claims", {});
describeTwoWorkers("pg-boss", {
  JOBS_ENGINE: "pg-boss",
  JOBS_DATABASE_URL: `${process.env["STRICT_POSTGRES_URL"]}postgres`,
});
